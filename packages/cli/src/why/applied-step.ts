import { MANAGED_BY_LABEL, toSchedule, VeleroError } from '@k8s-backup-target/velero';
import { schedulesOf } from '../cluster/find-schedule.js';
import { metadataOf } from '../cluster/velero-objects.js';
import { changesOf } from '../diff/changes.js';
import type { Facts } from '../facts/facts.js';
import * as templates from '../generated/step-templates.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { configOf } from '../juju/config.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { makingFor } from '../wanted/schedule-options.js';
import type { ChainContext } from './step.js';
import { type Step, step } from './step.js';

const COMMAND = 'kubectl get schedules.velero.io,backups.velero.io -A -o json';

/** The Schedule of a target in the cluster; undefined without a cluster, or without one in it. */
export function scheduleFor({ target }: TargetView, { facts }: ChainContext): Fields | undefined {
  if (target === null || facts.cluster === undefined) return undefined;
  return schedulesOf(target, facts.cluster)[0];
}

/** Checks that the cluster holds a Schedule for the target, and that it is the one that is wanted. */
export function applied(view: TargetView, context: ChainContext): Step {
  const { cluster } = context.facts;
  if (cluster === undefined) return step(templates.appliedCluster, {}, { command: COMMAND });
  if (view.state === 'unknown') return step(templates.appliedUnseen, {});
  const schedule = scheduleFor(view, context);
  if (schedule === undefined && !cluster.isWhole && cluster.schedules.length === 0) {
    return step(templates.appliedNone, { cluster: cluster.name }, { command: COMMAND });
  }
  if (schedule === undefined) return step(templates.appliedMissing, { cluster: cluster.name });
  return different(view, schedule, context) ?? inPlace(schedule);
}

function inPlace(found: Fields): Step {
  const { name, namespace, labels } = metadataOf(found);
  const schedule = `${namespace}/${name}`;
  const owner = textOf(labels[MANAGED_BY_LABEL]);
  return owner === undefined
    ? step(templates.appliedSchedule, { schedule })
    : step(templates.appliedManaged, { schedule, owner });
}

/** A Schedule that selects something else than the target does not back it up; nor does one of somebody else. */
function different(
  view: TargetView,
  schedule: Fields,
  { facts, options, veleroVersion }: ChainContext,
): Step | undefined {
  const { target } = view;
  if (target === null) return undefined;
  const making = makingFor(view, facts, options, veleroVersion);
  const found = fieldsOf(schedule['spec']);
  const { name, namespace, labels, isLeaving } = metadataOf(schedule);
  const command = shell`kubectl get schedules.velero.io ${name} -n ${namespace} -o yaml`;
  // What no option of the integrator says is as it is found.
  const asFound = {
    cron: textOf(found['schedule']) ?? '',
    paused: found['paused'] === true,
    useOwnerReferencesInBackup: found['useOwnerReferencesInBackup'] === true,
  };
  const wanted = attempt(() =>
    toSchedule(target, { ...asFound, ...making.schedule }, { managedBy: 'kbt', namespace }),
  );
  if (wanted === undefined) return undefined;
  const owner = textOf(labels[MANAGED_BY_LABEL]) ?? 'no one';
  if (isLeaving) {
    return step(templates.appliedLeaving, { schedule: `${namespace}/${name}` }, { command });
  }
  const isStranger =
    labels[MANAGED_BY_LABEL] !== undefined && isForeign(view, owner, making.managedBy);
  if (name !== wanted.metadata.name && isStranger && appliesItself(view, facts)) {
    const cluster = facts.cluster?.name ?? '';
    return step(templates.appliedStranger, { cluster, schedule: `${namespace}/${name}`, owner });
  }
  if (name === wanted.metadata.name && isForeign(view, owner, making.managedBy)) {
    return step(templates.appliedForeign, { schedule: `${namespace}/${name}`, owner }, { command });
  }
  // Whether it is paused is the next step's to say.
  const changes = changesOf(wanted, schedule).filter(({ path }) => path !== '/spec/paused');
  const [first] = changes;
  if (first === undefined) return undefined;
  const others = changes.length === 1 ? '' : ` and ${changes.length - 1} more`;
  const values = {
    schedule: `${namespace}/${name}`,
    path: first.path,
    others,
    found: first.found ?? 'nothing',
    wanted: first.wanted ?? 'nothing',
  };
  return step(templates.appliedDiffers, values, { command });
}

/** True where the integrator makes the Schedule, and so gives it its own name. */
function appliesItself({ published: { related } }: TargetView, { configs }: Facts): boolean {
  const config = configOf(configs, related?.unit.app, related?.unit);
  return config?.values['forward-to'] === 'kubernetes';
}

/** Of a label that an integrator makes, the application is told from files as well; its model is not. */
function isForeign({ published }: TargetView, owner: string, wanted: string): boolean {
  const app = published.related?.unit.app;
  if (app === undefined) return false;
  if (wanted.startsWith(`${app}.`)) return owner !== wanted;
  return !owner.startsWith(`${app}.`);
}

function attempt<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return undefined;
  }
}
