/** The parts of the process that a command uses. */
export interface Io {
  /** Resolves a relative path. */
  readonly cwd: string;
  readonly stdin: { readonly isTTY: boolean; readText(): Promise<string> };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Writer;
  readonly stderr: Writer;
  /** Waits for so many seconds. False where there is nothing to wait for any more. */
  wait(seconds: number): Promise<boolean>;
  /** Ends the process with the status that `end` returns when the user interrupts it. Returns what takes that back. */
  onInterrupt(end: () => number): () => void;
}

/** Standard output or standard error. */
export interface Writer {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Columns of the terminal; undefined where it is none. */
  readonly columns: number | undefined;
  /** Lines of the terminal; undefined where it is none. */
  readonly rows?: number | undefined;
  /** True if the terminal shows colours and the user has not turned them off. */
  readonly isColourful: boolean;
}

/** The parts of the process that reading uses. */
export type InputIo = Pick<Io, 'cwd' | 'stdin'>;
