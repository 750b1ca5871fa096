import { type Target, toSchedule, VeleroError } from '@k8s-backup-target/velero';
import type { ClusterFacts } from '../facts/facts.js';
import type { Fields } from '../input/fields.js';
import { foundBy, indexBy } from './indexed.js';
import { metadataOf } from './velero-objects.js';

/** Labels that name a target, under the keys that velero-operator uses too. */
const IDENTITY = ['app', 'endpoint', 'model'] as const;

/**
 * The Schedules of a target: first the one of our name, then those with the labels that name the target, whoever made them.
 * Empty for a target that Velero would refuse.
 */
export function schedulesOf(target: Target, { schedules }: ClusterFacts): readonly Fields[] {
  const wanted = identityOf(target);
  if (wanted === undefined) return [];
  const [named, labelled] = keysOf(wanted.name, wanted.labels);
  return [
    ...new Set([
      ...foundBy(BY_NAME_OR_LABELS, schedules, [named]),
      ...foundBy(BY_NAME_OR_LABELS, schedules, [labelled]),
    ]),
  ];
}

const BY_NAME_OR_LABELS = indexBy((schedule) => {
  const { name, labels } = metadataOf(schedule);
  return keysOf(name, labels);
});

function keysOf(name: unknown, labels: Fields): readonly [named: string, labelled: string] {
  return [`name ${name}`, `target ${JSON.stringify(IDENTITY.map((key) => labels[key]))}`];
}

function identityOf(target: Target) {
  try {
    return toSchedule(target, { cron: '@daily' }, { managedBy: 'kbt' }).metadata;
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return undefined;
  }
}
