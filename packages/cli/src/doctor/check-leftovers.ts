import { MANAGED_BY_LABEL, managedByFor } from '@k8s-backup-target/velero';
import { schedulesOf } from '../cluster/find-schedule.js';
import { metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts, Facts } from '../facts/facts.js';
import * as templates from '../generated/cluster-templates.js';
import type { DoctorFinding } from '../generated/output.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { isLive, type Unit } from '../juju/show-unit.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { isOfAnotherIntegrator } from '../wanted/ownership.js';
import { finding } from './finding.js';

/** Schedules that say they are of a target that no application publishes, as far as the input shows, or of a refused one. */
export function checkLeftovers(
  cluster: ClusterFacts,
  views: readonly TargetView[],
  facts: Facts,
): DoctorFinding[] {
  const wanted = new Set(
    views.flatMap(({ target }) => (target === null ? [] : schedulesOf(target, cluster))),
  );
  return cluster.schedules.flatMap((schedule) => {
    const { labels } = metadataOf(schedule);
    const app = textOf(labels['app']);
    if (app === undefined || textOf(labels['endpoint']) === undefined || wanted.has(schedule))
      return [];
    if (isOfAnotherIntegrator(schedule, facts)) return [];
    return [leftover(schedule, app, views, cluster, facts)];
  });
}

function leftover(
  schedule: Fields,
  app: string,
  views: readonly TargetView[],
  cluster: ClusterFacts,
  facts: Facts,
): DoctorFinding {
  const object = `schedule/${metadataOf(schedule).name}`;
  if (views.some((view) => view.state === 'refused' && view.app === app)) {
    const command = shell`kbt why ${app}`;
    return finding(templates.scheduleWithoutTargetRefused, { app, command }, object);
  }
  const owner = views.some(({ state }) => state === 'unknown')
    ? undefined
    : liveOwner(schedule, cluster, facts);
  if (owner === undefined) return finding(templates.scheduleWithoutTargetUnseen, { app }, object);
  const values = { app, unit: owner.name, model: owner.origin.model?.name ?? '' };
  const template = ownsBackups(schedule)
    ? templates.scheduleWithoutTargetOwning
    : templates.scheduleWithoutTargetGone;
  return finding(template, values, object, deleteCommand(schedule));
}

/**
 * The integrator's unit that shows that nothing publishes the Schedule's target any more: Juju was asked for it just
 * now, and the Schedule is labelled as made by it in its model. Undefined where anything may be missing.
 */
function liveOwner(schedule: Fields, cluster: ClusterFacts, { units }: Facts): Unit | undefined {
  if (!cluster.isWhole) return undefined;
  const label = textOf(metadataOf(schedule).labels[MANAGED_BY_LABEL]);
  return units.find((unit) => {
    const modelUuid = unit.origin.model?.uuid ?? '';
    if (!isLive(unit) || modelUuid === '') return false;
    return managedByFor({ app: unit.app, modelUuid }) === label;
  });
}

/** True where its Backups are deleted with it. */
function ownsBackups(schedule: Fields): boolean {
  return fieldsOf(schedule['spec'])['useOwnerReferencesInBackup'] === true;
}

function deleteCommand(schedule: Fields): string {
  const { name, namespace } = metadataOf(schedule);
  return shell`velero schedule delete ${name} -n ${namespace}`;
}
