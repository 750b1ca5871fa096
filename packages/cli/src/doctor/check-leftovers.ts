import { MANAGED_BY_LABEL, managedByFor } from '@k8s-backup-target/velero';
import { schedulesOf } from '../cluster/find-schedule.js';
import { metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts, Facts } from '../facts/facts.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { isLive, type Unit } from '../juju/show-unit.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { isOfAnotherIntegrator } from '../wanted/ownership.js';
import { type DoctorFinding, finding } from './finding.js';

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
  const { name } = metadataOf(schedule);
  const found = (message: string, extra: { remedy?: string; command?: string } = {}) =>
    finding('warning', 'schedule-without-target', `schedule/${name}`, message, extra);
  if (views.some((view) => view.state === 'refused' && view.app === app)) {
    return found(`is of ${app}, whose target is refused: it goes on as it was`, {
      remedy: `Correct the target; \`${shell`kbt why ${app}`}\` says what is wrong with it.`,
    });
  }
  const owner = views.some(({ state }) => state === 'unknown')
    ? undefined
    : liveOwner(schedule, cluster, facts);
  if (owner === undefined) {
    return found(`is of ${app}, and the input shows no target of it`, {
      remedy:
        'That alone says nothing: ask Juju with --unit and the cluster with --context, to see whether it is still wanted.',
    });
  }
  return found(`is of ${app}, which publishes no target: it keeps making backups`, {
    remedy: adviceToDelete(schedule, owner),
    command: deleteCommand(schedule),
  });
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

function adviceToDelete(schedule: Fields, { name, origin }: Unit): string {
  const checked = `Juju shows no such target at ${name} in model ${origin.model?.name ?? ''}.`;
  const backups =
    fieldsOf(schedule['spec'])['useOwnerReferencesInBackup'] === true
      ? 'Its Backups are deleted with it (useOwnerReferencesInBackup)!'
      : 'Its Backups stay.';
  return `${checked} If the application is gone for good, delete the Schedule. ${backups}`;
}

function deleteCommand(schedule: Fields): string {
  const { name, namespace } = metadataOf(schedule);
  return shell`velero schedule delete ${name} -n ${namespace}`;
}
