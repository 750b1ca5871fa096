import { createHash } from 'node:crypto';
import type { HookContext } from '@k8s-backup-target/juju';
import type { RelatedTarget } from '@k8s-backup-target/requirer';
import {
  type Backup,
  type Schedule,
  toBackup,
  toSchedule,
  VeleroError,
  type VeleroOptions,
} from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';

/** Objects for Velero, and why some targets have none. */
export interface Manifests {
  readonly objects: readonly (Schedule | Backup)[];
  /** Each names its target, and is fit for the unit's status. */
  readonly refusals: readonly string[];
}

/** How this application's objects are made and told apart from everyone else's. */
export function veleroOptions(
  { app, modelUuid }: HookContext,
  config: IntegratorConfig,
): VeleroOptions {
  // A label value holds 63 characters, a name and the model's UUID can be longer: the hash tells them apart.
  const hash = createHash('sha256').update(`${modelUuid} ${app}`).digest('hex').slice(0, 16);
  return { managedBy: `${app.slice(0, 40)}.${hash}`, namespace: config.veleroNamespace };
}

/** The Schedules of all targets; a target that Velero would refuse hides no other. */
export function makeSchedules(
  targets: readonly RelatedTarget[],
  { schedule }: IntegratorConfig,
  options: VeleroOptions,
): Manifests & { readonly objects: readonly Schedule[] } {
  const { cron } = schedule;
  if (cron === undefined) return { objects: [], refusals: [] };
  return each(targets, ({ target }) => toSchedule(target, { ...schedule, cron }, options));
}

/** The Backups of all targets, as they would run on demand. */
export function makeBackups(targets: readonly RelatedTarget[], options: VeleroOptions): Manifests {
  return each(targets, ({ target }) => toBackup(target, options));
}

function each<T>(
  targets: readonly RelatedTarget[],
  make: (target: RelatedTarget) => T,
): { objects: T[]; refusals: string[] } {
  const objects: T[] = [];
  const refusals: string[] = [];
  for (const related of targets) {
    try {
      objects.push(make(related));
    } catch (error) {
      if (!(error instanceof VeleroError)) throw error;
      refusals.push(`${related.target.app} in ${related.relation}: ${error.message}`);
    }
  }
  return { objects, refusals };
}
