import type { BackupTargetEntry, Normalized } from '@k8s-backup-target/schema';
import type { InputFinding } from '../judge/input-finding.js';
import type { Published } from './published.js';

/**
 * The state of a target.
 *
 * | state | meaning |
 * |---|---|
 * | `ok` | accepted |
 * | `warning` | accepted, but something in it surprises |
 * | `refused` | no target, or one that Velero would refuse |
 * | `unknown` | related, and the input does not show what the application has published |
 * | `nothing-published` | related, but the application has published no target |
 * | `claimed` | another relation publishes the same target and takes precedence |
 */
export type TargetState =
  | 'ok'
  | 'warning'
  | 'refused'
  | 'unknown'
  | 'nothing-published'
  | 'claimed';

/** A target, or what was found where one was expected. */
export interface TargetView {
  /** The application that the target names, else the one at the other end; null where neither is known. */
  readonly app: string | null;
  readonly model: string | null;
  readonly endpoint: string | null;
  readonly published: Published;
  /** Null where nothing valid is there. */
  readonly target: Normalized<BackupTargetEntry> | null;
  readonly state: TargetState;
  readonly problems: readonly InputFinding[];
}
