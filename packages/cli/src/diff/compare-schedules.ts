import { MANAGED_BY_LABEL, reconcile, type Schedule, type Target } from '@k8s-backup-target/velero';
import { schedulesOf } from '../cluster/find-schedule.js';
import { type Metadata, metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts, Facts } from '../facts/facts.js';
import type { Difference } from '../generated/output.js';
import { type Fields, textOf } from '../input/fields.js';
import { isLive } from '../juju/show-unit.js';
import type { TargetView } from '../published/target-view.js';
import { isOfAnotherIntegrator } from '../wanted/ownership.js';
import { changesOf } from './changes.js';

/** A target and the Schedule that it should have. */
export interface Wanted {
  readonly view: TargetView;
  readonly target: Target;
  readonly schedule: Schedule;
}

/** The desired state, to be compared with the cluster. */
export interface Comparison {
  readonly wanted: readonly Wanted[];
  /** Targets that are refused now, whose Schedules stay. */
  readonly heldBack: readonly TargetView[];
  readonly facts: Facts;
  readonly cluster: ClusterFacts;
}

/**
 * Compares the Schedules that are wanted with those in the cluster, target by target. Only a requirer's unit
 * sees all targets: without one no Schedule counts as left over, and never one of another integrator.
 */
export function compareSchedules({
  wanted,
  heldBack,
  facts,
  cluster,
}: Comparison): readonly Difference[] {
  const matched = new Set<Fields>();
  const differences = wanted.flatMap((one) => {
    const found = schedulesOf(one.target, cluster);
    for (const schedule of found) matched.add(schedule);
    return [differenceOf(one, found), ...found.slice(1).map(duplicate)];
  });
  const rest = cluster.schedules.filter(
    (schedule) =>
      facts.units.length > 0 &&
      !matched.has(schedule) &&
      isOfTarget(schedule) &&
      !isOfAnotherIntegrator(schedule, facts),
  );
  const isWhole = facts.units.every(({ completeness }) => completeness === 'whole');
  const where = facts.units.every(isLive) ? '' : ' of the input';
  return [...differences, ...rest.map((schedule) => leftOver(schedule, heldBack, isWhole, where))];
}

function differenceOf({ target, schedule }: Wanted, found: readonly Fields[]): Difference {
  const { name, namespace } = schedule.metadata;
  const owner = schedule.metadata.labels[MANAGED_BY_LABEL] ?? null;
  const [first] = found;
  const { labels } = schedule.metadata;
  const base = { app: target.app, namespace, name, labels, changes: [] };
  if (first === undefined) {
    return { ...base, state: 'missing', owner: null, detail: 'not in the cluster' };
  }
  const there = metadataOf(first);
  const whose = textOf(there.labels[MANAGED_BY_LABEL]) ?? null;
  const at = {
    ...base,
    namespace: there.namespace,
    name: there.name,
    owner: whose,
    labels: there.labels,
  };
  if (there.name === name && whose !== owner) {
    return {
      ...at,
      state: 'foreign',
      detail: `has the name, and ${whose === null ? 'is not managed' : `is managed by ${whose}`}`,
    };
  }
  const changes = isSame(schedule, first, there) ? [] : changesOf(schedule, first);
  return changes.length === 0
    ? { ...at, state: 'same', detail: `by ${whose ?? 'hand'}` }
    : {
        ...at,
        state: 'stale',
        detail: `differs in ${changes.map(({ path }) => path.split('/').at(-1)).join(', ')}`,
        changes,
      };
}

/** A second Schedule of a target: an integrator and velero-operator may both have made one. */
function duplicate(schedule: Fields): Difference {
  const { name, namespace, labels } = metadataOf(schedule);
  return {
    app: textOf(labels['app']) ?? null,
    namespace,
    name,
    owner: textOf(labels[MANAGED_BY_LABEL]) ?? null,
    labels,
    state: 'duplicate',
    detail: 'a further Schedule of the same target: it is saved twice',
    changes: [],
  };
}

/** Judged as an integrator judges its own; one of another name, such as velero-operator's, by its spec. */
function isSame(schedule: Schedule, found: Fields, { name, labels }: Metadata): boolean {
  if (name !== schedule.metadata.name) return changesOf(schedule, found).length === 0;
  const managedBy = textOf(labels[MANAGED_BY_LABEL]) ?? '';
  return reconcile([schedule], [found], { managedBy }).updates.length === 0;
}

/** True if a Schedule says that it belongs to a target; others are left out. */
function isOfTarget(schedule: Fields): boolean {
  const { labels } = metadataOf(schedule);
  return ['app', 'endpoint', 'model'].every((key) => textOf(labels[key]) !== undefined);
}

/** @param where what was looked through, where that was not Juju itself. */
function leftOver(
  schedule: Fields,
  heldBack: readonly TargetView[],
  isWhole: boolean,
  where: string,
): Difference {
  const { name, namespace, labels } = metadataOf(schedule);
  const app = textOf(labels['app']) ?? null;
  const owner = textOf(labels[MANAGED_BY_LABEL]) ?? null;
  const refused = heldBack.find((view) => view.app === app);
  const base = { app, namespace, name, owner, labels, changes: [] };
  if (
    refused?.state === 'unknown' ||
    (refused === undefined && (!isWhole || isAnyUnnamed(heldBack)))
  ) {
    return {
      ...base,
      state: 'unknown',
      detail: 'the input does not show what its application publishes',
    };
  }
  if (refused === undefined) {
    return { ...base, state: 'orphaned', detail: `no application${where} requests it any more` };
  }
  return {
    ...base,
    state: 'held-back',
    detail: `the target in ${refused.published.id} is refused`,
  };
}

/** True if a relation is with an application that the input does not name: it may be the Schedule's. */
function isAnyUnnamed(views: readonly TargetView[]): boolean {
  return views.some(({ app, state }) => app === null && state === 'unknown');
}
