/** The parts of the process that a command uses. */
export interface Io {
  /** Resolves a relative path. */
  readonly cwd: string;
  readonly stdin: { readonly isTTY: boolean; readText(): Promise<string> };
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
  /** True if the terminal shows colours and the user has not turned them off. */
  readonly isColourful: boolean;
}

/** The parts of the process that reading uses. */
export type InputIo = Pick<Io, 'cwd' | 'stdin'>;
