import { now } from '../command/clock.js';
import type { Options } from '../command/command.js';
import { CannotRunError, isCannotRunError } from '../command/errors.js';
import type { Io } from '../command/io.js';
import { parseSeconds } from '../command/parse-seconds.js';
import type { Report } from '../command/report.js';
import { printable } from '../output/printable.js';
import { makeStyle } from '../output/screen.js';
import { wrap } from '../output/wrap.js';
import { rendered } from './print.js';

/** The terminal's other screen: what was there before comes back when it is left. */
const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const CLEAR = '\u001b[H\u001b[J';
const DEFAULT_ROWS = 24;

type ExitCode = Report['exitCode'];

/** An answer as it is shown. */
interface Frame {
  /** With its last line break. */
  readonly text: string;
  /** For standard error, which a terminal shows below. */
  readonly notes: string;
  readonly exitCode: ExitCode;
}

/**
 * Runs a command again and again, for `-w`. On a terminal each answer takes the place of the one before; when it ends,
 * the last one stays and nothing else. Elsewhere an answer is printed where it differs from the one before.
 *
 * @param run reads its files, and asks Juju and the cluster, each time anew.
 * @returns the exit status of the last answer.
 * @throws CannotRunError for a command that cannot run the first time. What goes wrong later is shown.
 */
export async function watch(
  run: (io: Io) => Promise<Report>,
  options: Options,
  given: Io,
): Promise<ExitCode> {
  const io = { ...given, stdin: { ...given.stdin, readText: refuseStdin } };
  const seconds = parseSeconds(options['every'], '--every') ?? 1;
  let frame = await frameOf(run, options, io);
  const screen = io.stdout.isTTY ? terminal(io, seconds) : stream(io);
  const stop = io.onInterrupt(() => {
    screen.end(frame);
    return frame.exitCode;
  });
  try {
    screen.show(frame);
    while (await io.wait(seconds)) {
      frame = await frameOf(run, options, io).catch(failed);
      screen.show(frame);
    }
  } finally {
    stop();
    screen.end(frame);
  }
  return frame.exitCode;
}

async function refuseStdin(): Promise<string> {
  throw new CannotRunError('usage', '-w cannot read standard input again: give a file');
}

async function frameOf(run: (io: Io) => Promise<Report>, options: Options, io: Io): Promise<Frame> {
  const report = await run(io);
  const text = await rendered(report, options, io.stdout);
  const width = io.stdout.columns ?? Number.POSITIVE_INFINITY;
  const notes = (report.notes ?? []).map((note) => `${wrap(printable(note), width)}\n`).join('');
  return {
    text: text === '' || text.endsWith('\n') ? text : `${text}\n`,
    notes,
    exitCode: report.exitCode,
  };
}

/** What did not answer may answer again. */
function failed(error: unknown): Frame {
  if (!isCannotRunError(error)) throw error;
  return { text: '', notes: `kbt: ${printable(error.message)}\n`, exitCode: 2 };
}

interface Screen {
  show(frame: Frame): void;
  end(frame: Frame): void;
}

function terminal(io: Io, seconds: number): Screen {
  const { stdout, env } = io;
  const { dim } = makeStyle(stdout.isColourful);
  let isOpen = false;
  return {
    show({ text, notes }) {
      const when = now(env).toISOString().slice(11, 19);
      const last = dim(`${when} UTC, every ${seconds} s; Ctrl-C ends`);
      stdout.write(`${isOpen ? '' : ENTER}${CLEAR}${fitting(text + notes, stdout.rows)}${last}`);
      isOpen = true;
    },
    end({ text, notes }) {
      if (isOpen) stdout.write(`${LEAVE}${text}${notes}`);
      isOpen = false;
    },
  };
}

/** The lines that have room above the last one of the terminal. */
function fitting(text: string, rows = DEFAULT_ROWS): string {
  const lines = text.split('\n').slice(0, -1);
  if (lines.length < rows) return text;
  const room = Math.max(1, rows - 2);
  return `${lines.slice(0, room).join('\n')}\n… ${lines.length - room} more lines\n`;
}

function stream({ stdout, stderr }: Io): Screen {
  let before: Frame | undefined;
  return {
    show(frame) {
      const { text, notes } = frame;
      if (text !== before?.text) stdout.write(before === undefined ? text : `\n${text}`);
      if (notes !== before?.notes) stderr.write(notes);
      before = frame;
    },
    end: () => undefined,
  };
}
