// Room: Whether each application is protected, for people and for Prometheus. May import any room that does not need it.
/** Judges each application by its whole chain. May import `why`, which judges the steps. */

import type { BackupSummary } from '../cluster/velero-objects.js';
import type { Protection } from '../generated/output.js';
import { lastBackupAge } from '../generated/step-templates.js';
import { printable } from '../output/printable.js';
import type { Style } from '../output/screen.js';
import type { TargetView } from '../published/target-view.js';
import { chainOf } from '../why/chain.js';
import { lastGoodBackup } from '../why/last-backup-step.js';
import type { ChainContext, Step } from '../why/step.js';
import { rfc3339 } from '../words/when.js';

/**
 * How well an application is protected.
 *
 * | state | meaning |
 * |---|---|
 * | `not-protected` | there is no Backup to restore from, or the last good one is too old |
 * | `at-risk` | there is one, and something keeps the next from being made or from being as wanted |
 * | `unknown` | what would tell was not given, or may not be read |
 * | `protected` | every step is as it should be, and the last good Backup is young enough |
 */
export type ProtectionState = Protection['state'];

/** A Backup to restore from. */
export type GoodBackup = NonNullable<Protection['lastGoodBackup']>;

/** In the order of the output: the worst first. */
export const STATES: readonly ProtectionState[] = [
  'not-protected',
  'at-risk',
  'unknown',
  'protected',
];

/** @param maxAge seconds that the last good Backup may be old; undefined: by its Schedule's interval. */
export function protectionOf(
  view: TargetView,
  context: ChainContext,
  maxAge: number | undefined,
): Protection {
  const app = view.app ?? '(unknown)';
  const chain = chainOf(app, view, context);
  const good = ofSummary(lastGoodBackup(view, context), context.now);
  const tooOld = good !== null && maxAge !== undefined && good.ageSeconds > maxAge;
  const broken = brokenStep(chain.steps);
  return {
    app,
    model: view.model,
    relation: view.published.id,
    state: tooOld ? 'not-protected' : stateOf(broken, good),
    lastGoodBackup: good,
    step: tooOld ? 'last-backup' : (broken?.step ?? null),
    detail: printable(tooOld ? lastBackupAge.message : (broken?.detail ?? '')),
    remedy: tooOld ? null : (broken?.remedy ?? null),
    command: tooOld ? null : (broken?.command ?? null),
  };
}

function brokenStep(steps: readonly Step[]): Step | undefined {
  for (const state of ['failed', 'unknown', 'waiting'] as const) {
    const found = steps.find((step) => step.state === state);
    if (found !== undefined) return found;
  }
  return undefined;
}

function stateOf(broken: Step | undefined, good: GoodBackup | null): ProtectionState {
  if (broken === undefined) return good === null ? 'unknown' : 'protected';
  if (broken.state === 'unknown') return 'unknown';
  if (broken.state === 'failed') return good === null ? 'not-protected' : 'at-risk';
  // A run is under way, or the first is due: the Backup before it, if any, protects.
  return good === null ? 'not-protected' : 'protected';
}

function ofSummary(backup: BackupSummary | undefined, now: Date): GoodBackup | null {
  if (backup === undefined || backup.startedAt === null) return null;
  return {
    name: backup.name,
    startedAt: rfc3339(backup.startedAt),
    ageSeconds: Math.round((now.getTime() - backup.startedAt.getTime()) / 1000),
  };
}

/** Colours a state of protection. */
export function paintState(state: ProtectionState, cell: string, style: Style): string {
  if (state === 'protected') return style.good(cell);
  return state === 'not-protected' ? style.bad(cell) : style.warn(cell);
}
