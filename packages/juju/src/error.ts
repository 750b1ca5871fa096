/**
 * Why a hook command failed.
 *
 * | code | meaning |
 * |---|---|
 * | `not-found` | there is no such program on PATH: not run by Juju, or a Juju too old for it |
 * | `not-started` | the operating system refused to start the process (permissions, process limit, memory) |
 * | `unsupported-node` | this release of Node.js lacks what is needed to start a process |
 * | `invalid-argument` | the text cannot be handed to a process or to Juju at all (NUL, lone surrogate) |
 * | `too-large` | the arguments exceed what a process can be given, or the output exceeds what is accepted |
 * | `timeout` | the command did not end in time and was killed |
 * | `killed` | something else ended the command with a signal |
 * | `usage` | exit 2: Juju did not accept the arguments |
 * | `refused` | exit 1 (or any other failure): Juju would not do it; its reason is in `stderr` |
 * | `gone` | the relation does not exist (any more) |
 * | `not-leader` | only the leader may do this, and this unit is not the leader |
 * | `connection-lost` | only over the agent's socket: its connection ended, or returned a malformed reply, after the command was sent; it may have run |
 * | `bad-output` | exit 0, but the output is not what this command prints |
 */
export type HookCommandErrorCode =
  | 'not-found'
  | 'not-started'
  | 'unsupported-node'
  | 'invalid-argument'
  | 'too-large'
  | 'timeout'
  | 'killed'
  | 'usage'
  | 'refused'
  | 'gone'
  | 'not-leader'
  | 'connection-lost'
  | 'bad-output';

/** Details of a failed hook command, besides its code. */
export interface HookCommandFailure {
  /** The hook command and its arguments. */
  readonly command: readonly string[];
  /** In plain words, what happened. */
  readonly reason: string;
  /** The exit status, null if the process did not start or did not exit by itself. */
  readonly exitStatus?: number | null;
  /** The signal that ended the process, if one did. */
  readonly signal?: string | null;
  /** All the command wrote to stderr. */
  readonly stderr?: string;
  readonly cause?: unknown;
}

/** Enough of stderr to recognise the failure in a log, without flooding it. */
const STDERR_IN_MESSAGE = 1000;

/** A hook command that failed. The message names code, command and reason, since logs show only that. */
export class HookCommandError extends Error {
  override readonly name: string = 'HookCommandError';
  readonly code: HookCommandErrorCode;
  readonly command: readonly string[];
  readonly exitStatus: number | null;
  readonly signal: string | null;
  readonly stderr: string;

  constructor(code: HookCommandErrorCode, failure: HookCommandFailure) {
    const stderr = failure.stderr ?? '';
    super(
      messageFor(code, failure, stderr),
      failure.cause === undefined ? undefined : { cause: failure.cause },
    );
    this.code = code;
    this.command = failure.command;
    this.exitStatus = failure.exitStatus ?? null;
    this.signal = failure.signal ?? null;
    this.stderr = stderr;
  }
}

// Only the command's name, not its arguments: those may be large, or not meant for a log.
function messageFor(
  code: HookCommandErrorCode,
  failure: HookCommandFailure,
  stderr: string,
): string {
  const said = stderr.trim();
  const excerpt =
    said.length > STDERR_IN_MESSAGE ? `${said.slice(0, STDERR_IN_MESSAGE)} (cut)` : said;
  const summary = `[${code}] ${failure.command[0] ?? 'hook command'} ${failure.reason}`;
  return excerpt === '' ? summary : `${summary}: ${excerpt}`;
}

/**
 * True if `value` is a {@link HookCommandError}, and has that code if one is given.
 *
 * Recognised by name and code, not by class, so it also holds between two copies of this
 * package in one charm.
 */
export function isHookCommandError<Code extends HookCommandErrorCode>(
  value: unknown,
  code?: Code,
): value is HookCommandError & { readonly code: Code } {
  if (!(value instanceof Error) || value.name !== 'HookCommandError' || !('code' in value)) {
    return false;
  }
  return code === undefined || value.code === code;
}
