import { type Target, toSchedule, VeleroError } from '@k8s-backup-target/velero';
import { schedulesOf } from '../cluster/find-schedule.js';
import { metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import type { Fields } from '../input/fields.js';
import type { TargetView } from '../published/target-view.js';

/**
 * The labels of a target's Schedule: those in the cluster, else those by which integrators name its target. Of what
 * is not a target, what is known of them.
 */
export function labelsOfTarget(
  { target, app, model, endpoint }: TargetView,
  cluster: ClusterFacts | undefined,
): Fields {
  if (target === null) {
    const known = Object.entries({ app, model, endpoint }).filter(([, value]) => value !== null);
    return Object.fromEntries(known);
  }
  const [schedule] = cluster === undefined ? [] : schedulesOf(target, cluster);
  return schedule === undefined ? labelsFor(target) : metadataOf(schedule).labels;
}

function labelsFor(target: Target): Fields {
  try {
    const { app, endpoint, model } = toSchedule(target, { cron: '@daily' }, { managedBy: 'kbt' })
      .metadata.labels;
    return { app, endpoint, model };
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return { app: target.app, endpoint: target.relation_name, model: target.model };
  }
}
