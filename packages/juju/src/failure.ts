import type { CommandResult } from './command-runner.js';
import { HookCommandError, type HookCommandErrorCode } from './error.js';

/**
 * Juju's messages about a relation that does not exist (any more). "permission denied" is deliberate:
 * a controller reports a missing relation like one of somebody else. Versions differ in which of
 * the two they use where.
 */
const RELATION_GONE = /relation not found|permission denied/i;

/** What the operating system says where the agent cannot be asked: that is about no relation. */
const NOT_ASKED = /(?:connect|open \S+|exec \S+): permission denied/i;

const NOT_LEADER = /cannot write relation settings|is not the leader/i;

/** The error for a hook command that ended other than with exit status 0. */
export function failureOf(command: readonly string[], result: CommandResult): HookCommandError {
  const { status, signal, stderr } = result;
  const reason = signal === null ? `exited with status ${status}` : `was killed by ${signal}`;
  return new HookCommandError(codeOf(command, result), {
    command,
    reason,
    exitStatus: status,
    signal,
    stderr,
  });
}

function codeOf(command: readonly string[], result: CommandResult): HookCommandErrorCode {
  if (result.signal !== null) return 'killed';
  const aboutRelation = command[0]?.startsWith('relation-') === true;
  if (aboutRelation && isGone(result.stderr)) return 'gone';
  if (result.status === 2) return 'usage';
  return NOT_LEADER.test(result.stderr) ? 'not-leader' : 'refused';
}

function isGone(stderr: string): boolean {
  return RELATION_GONE.test(stderr) && !NOT_ASKED.test(stderr);
}
