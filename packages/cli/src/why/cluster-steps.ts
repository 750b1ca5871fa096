import type { Moment } from '../cluster/overdue.js';
import { snapshotHealth } from '../cluster/snapshot-health.js';
import { unreadableBackup } from '../cluster/unreadable-backup.js';
import { type Health, serverHealth, storageHealth, storageOf } from '../cluster/velero-health.js';
import { blockingBackup, metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { judgeCron, runsAfter } from '../velero/cron.js';
import { absoluteTime, relativeTime } from '../words/when.js';
import { scheduleFor } from './applied-step.js';
import type { ChainContext } from './step.js';
import { type Step, type StepName, step } from './step.js';

/** Checks that Velero's server runs. */
export function velero(_: TargetView, { facts: { cluster }, veleroVersion }: ChainContext): Step {
  if (cluster === undefined) return step('velero', 'unknown', 'no cluster was given');
  return serverStep({ cluster, veleroVersion });
}

/** Checks that the Schedule's Backups have a place to go to. */
export function storage(view: TargetView, context: ChainContext): Step {
  const { cluster } = context.facts;
  const schedule = scheduleFor(view, context);
  if (cluster === undefined || schedule === undefined) {
    return step('storage', 'unknown', 'no Schedule was given');
  }
  return storageStep(schedule, { ...context, cluster });
}

/** Judges Velero's server, on which every Schedule depends. */
export function serverStep({
  cluster,
  veleroVersion,
}: Pick<Moment, 'cluster' | 'veleroVersion'>): Step {
  const health = serverHealth(cluster);
  const backup = unreadableBackup(cluster, veleroVersion);
  if (health.state === 'failed' || backup === undefined) return ofHealth('velero', health);
  const { name, namespace } = metadataOf(backup);
  const detail = `no Backup is processed while backup/${name} is there: Velero cannot read it`;
  return step('velero', 'failed', detail, {
    remedy: 'See which duration it is: Velero reads hours, such as 720h0m0s, and no days.',
    command: shell`kubectl get backups.velero.io ${name} -n ${namespace} -o yaml`,
  });
}

/** Judges the places to which a Schedule's Backups and their snapshots go. */
export function storageStep(schedule: Fields, { cluster, now }: Moment): Step {
  const ofStorage = storageHealth(cluster, storageOf(schedule), now);
  const health = ofStorage.state === 'ok' ? snapshotHealth(cluster, schedule) : ofStorage;
  return ofHealth('storage', health ?? ofStorage);
}

function ofHealth(name: StepName, { state, detail, remedy, command }: Health): Step {
  return step(name, state, detail, {
    ...(remedy === undefined ? {} : { remedy }),
    ...(command === undefined ? {} : { command }),
  });
}

/** Checks that the Schedule fires. */
export function scheduled(view: TargetView, context: ChainContext): Step {
  const schedule = scheduleFor(view, context);
  if (schedule === undefined) return step('scheduled', 'unknown', 'no Schedule was given');
  const { cluster } = context.facts;
  return scheduledStep(schedule, { ...context, cluster });
}

/** When a Schedule is looked at, and the cluster that it is in, if one was given. */
type Run = Omit<Moment, 'cluster'> & { readonly cluster: ClusterFacts | undefined };

/** Judges whether a Schedule fires. */
export function scheduledStep(schedule: Fields, context: Run): Step {
  const spec = fieldsOf(schedule['spec']);
  const cron = textOf(spec['schedule']) ?? '';
  return (
    refusedByVelero(schedule) ??
    blocked(schedule, context) ??
    (spec['paused'] === true ? paused(schedule) : firing(cron, context))
  );
}

function refusedByVelero(schedule: Fields): Step | undefined {
  const status = fieldsOf(schedule['status']);
  if (status['phase'] !== 'FailedValidation') return undefined;
  const errors = listOf(status['validationErrors']).map(String).join('; ');
  return step('scheduled', 'failed', `Velero refused the Schedule: ${errors}`, {
    remedy: "Correct the integrator's option schedule.",
  });
}

/** Velero starts no Backup of a Schedule while another one of it is under way. */
function blocked(schedule: Fields, { cluster, now }: Run): Step | undefined {
  const backup = cluster === undefined ? undefined : blockingBackup(schedule, cluster, now);
  if (backup === undefined) return undefined;
  const { namespace } = metadataOf(schedule);
  return step('scheduled', 'failed', `no run while ${backup.name} is ${backup.phase}`, {
    remedy: 'Restart Velero, which ends such a Backup as Failed, or delete it.',
    command: shell`kubectl rollout restart deployment velero -n ${namespace}`,
  });
}

function paused(schedule: Fields): Step {
  const { name, namespace } = metadataOf(schedule);
  return step('scheduled', 'failed', 'the Schedule is paused', {
    remedy: "Resume it where it was paused: in the integrator's option, or by hand.",
    command: shell`velero schedule unpause ${name} -n ${namespace}`,
  });
}

function firing(cron: string, { now, veleroVersion }: Omit<Moment, 'cluster'>): Step {
  const [issue] = judgeCron(cron, veleroVersion).issues;
  if (issue !== undefined) {
    return step('scheduled', 'failed', `its schedule ${cron} ${issue.message}`);
  }
  const [next] = runsAfter(cron, now, 1, veleroVersion);
  const when =
    next === undefined
      ? 'no run in the next five years'
      : `next run ${absoluteTime(next)}, ${relativeTime(next, now)}`;
  return step('scheduled', next === undefined ? 'failed' : 'ok', `${cron}: ${when}`);
}
