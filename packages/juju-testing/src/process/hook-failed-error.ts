import type { LogLine } from '../hook/hook-record.js';
import type { HookProcessRecord } from './hook-process-record.js';

/** The lines of a message, so a test that prints it shows what failed, and not pages of it. */
const STDERR_LINES = 6;
const FIRST_LOG_LINES = 2;
const LAST_LOG_LINES = 10;

/** The most characters of one line: a dump of an object may be a single line. */
const LINE_LENGTH = 300;

/** A hook failed while others waited. Its unit is in error; Juju would retry it. */
export class HookFailedError extends Error {
  override readonly name: string = 'HookFailedError';
  readonly code: 'hook-failed' = 'hook-failed';
  // Behind getters, so whoever prints the error does not print all that every hook did.
  readonly #record: HookProcessRecord;
  readonly #records: readonly HookProcessRecord[];

  constructor(records: readonly HookProcessRecord[], record: HookProcessRecord) {
    super(`hook-failed: ${record.unit} ${record.hook} ${reasonOf(record)}`);
    this.#record = record;
    this.#records = records;
  }

  /** The hook that failed. */
  get record(): HookProcessRecord {
    return this.#record;
  }

  /** All that were run, the one that failed at the end. */
  get records(): readonly HookProcessRecord[] {
    return this.#records;
  }
}

/** True if `value` is a {@link HookFailedError}, also one of another copy of this package. */
export function isHookFailedError(value: unknown): value is HookFailedError {
  return (
    value instanceof Error &&
    value.name === 'HookFailedError' &&
    'code' in value &&
    value.code === 'hook-failed'
  );
}

function reasonOf({ commitError, signal, exitStatus, stderr, log }: HookProcessRecord): string {
  if (commitError !== null) return `wrote what Juju does not accept: ${commitError}`;
  const ended = signal === null ? `exited with status ${exitStatus}` : `was killed by ${signal}`;
  const said = [...firstLines(stderr), ...errorLines(log)];
  return said.length === 0 ? ended : `${ended}:\n${said.map(shortened).join('\n')}`;
}

/** The first lines say what went wrong; what follows is a stack, or a dump of the error's fields. */
function firstLines(stderr: string): readonly string[] {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.length <= STDERR_LINES + 1
    ? lines
    : [...lines.slice(0, STDERR_LINES), elided(lines.length - STDERR_LINES)];
}

/** What the charm logged as an error: for one on ops the traceback is there, whose end counts. */
function errorLines(log: readonly LogLine[]): readonly string[] {
  const lines = log
    .filter(({ level }) => level === 'ERROR' || level === 'CRITICAL')
    .flatMap(({ level, message }) => `${level} ${message.trimEnd()}`.split('\n'));
  const most = FIRST_LOG_LINES + LAST_LOG_LINES;
  if (lines.length <= most + 1) return lines;
  const middle = elided(lines.length - most);
  return [...lines.slice(0, FIRST_LOG_LINES), middle, ...lines.slice(-LAST_LOG_LINES)];
}

function elided(count: number): string {
  return `(${count} more lines)`;
}

function shortened(line: string): string {
  return line.length <= LINE_LENGTH ? line : `${line.slice(0, LINE_LENGTH)}...`;
}
