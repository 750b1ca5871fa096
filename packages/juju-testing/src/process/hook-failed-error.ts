import type { HookProcessRecord } from './hook-process-record.js';

/** A hook failed while others waited. Its unit is in error; Juju would retry it. */
export class HookFailedError extends Error {
  override readonly name: string = 'HookFailedError';
  readonly code: 'hook-failed' = 'hook-failed';
  /** The hook that failed. */
  readonly record: HookProcessRecord;
  /** All that were run, the one that failed at the end. */
  readonly records: readonly HookProcessRecord[];

  constructor(records: readonly HookProcessRecord[], record: HookProcessRecord) {
    super(`hook-failed: ${record.unit} ${record.hook} ${reasonOf(record)}`);
    this.record = record;
    this.records = records;
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

function reasonOf({ commitError, signal, exitStatus, stderr }: HookProcessRecord): string {
  if (commitError !== null) return `wrote what Juju does not accept: ${commitError}`;
  const ended = signal === null ? `exited with status ${exitStatus}` : `was killed by ${signal}`;
  const said = stderr.trim().split('\n').slice(-10).join('\n');
  return said === '' ? ended : `${ended}:\n${said}`;
}
