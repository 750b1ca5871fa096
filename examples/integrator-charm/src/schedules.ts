import type { HookContext } from '@k8s-backup-target/juju';
import type { RelatedTarget } from '@k8s-backup-target/requirer';
import {
  type Backup,
  managedByFor,
  type Schedule,
  targetName,
  toBackup,
  toSchedule,
  VeleroError,
  type VeleroOptions,
} from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';

/** Names the relation that asks for a Schedule's backups, so that one refused target keeps no other's. */
export const RELATION_ANNOTATION = 'k8s-backup-target/relation';

/** Objects for Velero, and why some targets have none. */
export interface Manifests<T extends Schedule | Backup> {
  readonly objects: readonly T[];
  readonly refusals: readonly Refusal[];
}

/** A target that Velero would refuse. */
export interface Refusal {
  /** The name that its Schedule has, or would have. */
  readonly name: string;
  /** Names the target and the reason. */
  readonly message: string;
}

/** Options by which this application's objects are made and told apart from everyone else's. */
export function veleroOptions(context: HookContext, config: IntegratorConfig): VeleroOptions {
  return { managedBy: managedByFor(context), namespace: config.veleroNamespace };
}

/** The Schedules of all targets; a target that Velero would refuse hides no other. */
export function makeSchedules(
  targets: readonly RelatedTarget[],
  { schedule }: IntegratorConfig,
  options: VeleroOptions,
): Manifests<Schedule> {
  const { cron } = schedule;
  if (cron === undefined) return { objects: [], refusals: [] };
  return each(targets, ({ target, relation }) =>
    askedForBy(relation, toSchedule(target, { ...schedule, cron }, options)),
  );
}

/** The Backups of all targets, as they would run on demand. */
export function makeBackups(
  targets: readonly RelatedTarget[],
  options: VeleroOptions,
): Manifests<Backup> {
  return each(targets, ({ target }) => toBackup(target, options));
}

function askedForBy(relation: string, schedule: Schedule): Schedule {
  const { metadata } = schedule;
  const annotations = { ...metadata.annotations, [RELATION_ANNOTATION]: relation };
  return { ...schedule, metadata: { ...metadata, annotations } };
}

function each<T extends Schedule | Backup>(
  targets: readonly RelatedTarget[],
  make: (target: RelatedTarget) => T,
): Manifests<T> {
  const objects: T[] = [];
  const refusals: Refusal[] = [];
  for (const related of targets) {
    try {
      objects.push(make(related));
    } catch (error) {
      if (!(error instanceof VeleroError)) throw error;
      const message = `${related.target.app} in ${related.relation}: ${error.message}`;
      refusals.push({ name: targetName(related.target), message });
    }
  }
  return { objects, refusals };
}
