import type { HookRecord } from '../hook/hook-record.js';

/** The record of a hook that ran as a real process. */
export interface HookProcessRecord extends HookRecord {
  /** Exit status 0, and Juju accepted what was written. */
  readonly succeeded: boolean;
  /** Null if a signal ended it, or the charm has nothing to run for this hook. */
  readonly exitStatus: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why Juju did not accept what a successful charm wrote. */
  readonly commitError: string | null;
}
