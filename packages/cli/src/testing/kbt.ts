/** Runs the command in this process, as tests need it: quickly, and with everything that it prints. */
import { fileURLToPath } from 'node:url';
import type { Io, Writer } from '../command/io.js';
import { type ExitCode, main } from '../command-line/main.js';

/** The result of a run. */
export interface Ran {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options for a run. */
export interface RunOptions {
  readonly stdin?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called before each round of `--watch` but the first: false ends it. */
  readonly rounds?: () => boolean;
  /** A terminal of so many columns. Default: none. */
  readonly columns?: number;
  /** Of so many lines. */
  readonly rows?: number;
  readonly isColourful?: boolean;
}

/** The folder in which the README's examples run. */
export const EXAMPLES: string = fileURLToPath(new URL('../../examples', import.meta.url));

/** The time at which the README's examples run. */
export const NOW = '2026-01-15T10:07:30Z';

/** Runs `kbt` with these words, by default in the folder of the examples. */
export async function kbt(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const [stdout, stderr] = [writer(options), writer(options)];
  const { stdin, cwd = EXAMPLES, env = {}, rounds = () => false } = options;
  const io: Io = {
    cwd,
    env: { ...process.env, KBT_NOW: NOW, ...env },
    stdin: { isTTY: stdin === undefined, readText: async () => stdin ?? '' },
    stdout: stdout.writer,
    stderr: stderr.writer,
    wait: async () => rounds(),
    onInterrupt: () => () => undefined,
  };
  const exitCode = await main(words, io);
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function writer({ columns, rows, isColourful = false }: RunOptions) {
  const texts: string[] = [];
  const made: Writer = {
    write: (text) => void texts.push(text),
    isTTY: columns !== undefined,
    columns,
    rows,
    isColourful,
  };
  return { writer: made, text: () => texts.join('') };
}
