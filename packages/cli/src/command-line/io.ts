import type { InputIo } from '../input/source.js';

/** What a command needs of the process it runs in. */
export interface Io extends InputIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Writer;
  readonly stderr: Writer;
}

/** Standard output or standard error. */
export interface Writer {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Columns of the terminal; undefined where it is none. */
  readonly columns: number | undefined;
  /** Whether the terminal shows colours, and nobody has asked for none. */
  readonly isColourful: boolean;
}
