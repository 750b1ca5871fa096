import type { HookContext } from '@k8s-backup-target/juju';
import type { RelatedTarget } from '@k8s-backup-target/requirer';
import {
  type Backup,
  managedByFor,
  type Refused,
  type Schedule,
  targetName,
  toBackups,
  toSchedules,
  type VeleroOptions,
} from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';

/** Names the relation that asks for a Schedule's backups, so one refused target keeps no other's. */
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
  const { converted, refused } = toSchedules(targets, { ...schedule, cron }, options);
  return {
    objects: converted.map((made) => askedForBy(made.relation, made.schedule)),
    refusals: refused.map(refusal),
  };
}

/** The Backups of all targets, as they would run on demand. */
export function makeBackups(
  targets: readonly RelatedTarget[],
  options: VeleroOptions,
): Manifests<Backup> {
  const { converted, refused } = toBackups(targets, options);
  return { objects: converted.map(({ backup }) => backup), refusals: refused.map(refusal) };
}

function askedForBy(relation: string, schedule: Schedule): Schedule {
  const { metadata } = schedule;
  const annotations = { ...metadata.annotations, [RELATION_ANNOTATION]: relation };
  return { ...schedule, metadata: { ...metadata, annotations } };
}

function refusal({ target, relation, error }: RelatedTarget & Refused): Refusal {
  return { name: targetName(target), message: `${target.app} in ${relation}: ${error.message}` };
}
