import type { Moment } from '../cluster/overdue.js';
import { runsOfSchedule } from '../cluster/server-zone.js';
import { snapshotHealth } from '../cluster/snapshot-health.js';
import { unreadableBackup, unreadableSchedule } from '../cluster/unreadable-object.js';
import { type Health, serverHealth, storageHealth, storageOf } from '../cluster/velero-health.js';
import { backupsOf, blockingBackup, dateOf, metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import * as templates from '../generated/step-templates.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { judgeCron } from '../velero/cron.js';
import { absoluteTime, relativeTime } from '../words/when.js';
import { scheduleFor } from './applied-step.js';
import type { ChainContext } from './step.js';
import { type Step, type StepName, step } from './step.js';

/** Checks that Velero's server runs. */
export function velero(_: TargetView, { facts: { cluster }, veleroVersion }: ChainContext): Step {
  if (cluster === undefined) return step(templates.veleroCluster, {});
  return serverStep({ cluster, veleroVersion });
}

/** The step where Velero's server runs, but does not start again; undefined where nothing is known to prevent it. */
export function veleroRestart({
  facts: { cluster },
  veleroVersion,
}: Pick<ChainContext, 'facts' | 'veleroVersion'>): Step | undefined {
  const schedule = cluster && unreadableSchedule(cluster, veleroVersion);
  return schedule && unreadable('schedules', schedule, templates.veleroRestart);
}

/** Checks that the Schedule's Backups have a place to go to. */
export function storage(view: TargetView, context: ChainContext): Step {
  const { cluster } = context.facts;
  const schedule = scheduleFor(view, context);
  if (cluster === undefined || schedule === undefined) {
    return step(templates.storageSchedule, {});
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
  return health.state === 'failed' || backup === undefined
    ? ofHealth('velero', health)
    : unreadable('backups', backup, templates.veleroUnreadable);
}

function unreadable(
  type: 'backups' | 'schedules',
  object: Fields,
  template: typeof templates.veleroUnreadable | typeof templates.veleroRestart,
): Step {
  const { name, namespace } = metadataOf(object);
  const command = shell`kubectl get ${`${type}.velero.io`} ${name} -n ${namespace} -o yaml`;
  return step(template, { name }, { command });
}

/** Judges the places to which a Schedule's Backups and their snapshots go. */
export function storageStep(schedule: Fields, { cluster, now }: Moment): Step {
  const ofStorage = storageHealth(cluster, storageOf(schedule), now);
  const health = ofStorage.state === 'ok' ? snapshotHealth(cluster, schedule) : ofStorage;
  return ofHealth('storage', health ?? ofStorage);
}

/** What the catalogue says of a part of Velero, as a step. */
function ofHealth(name: StepName, health: Health): Step {
  const { state, rule, detail, remedy = null, command = null } = health;
  return { step: name, state, rule, detail, problems: [], remedy, command };
}

/** Checks that the Schedule fires. */
export function scheduled(view: TargetView, context: ChainContext): Step {
  const schedule = scheduleFor(view, context);
  if (schedule === undefined) return step(templates.scheduledUnseen, {});
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
    unnoticed(schedule, context) ??
    blocked(schedule, context) ??
    (spec['paused'] === true ? paused(schedule) : firing(cron, schedule, context))
  );
}

/** Velero gives a Schedule a phase within a minute: until then it makes no Backup of it. */
const NOTICED_WITHIN_MS = 10 * 60_000;

/** A Schedule in a file may lack its status; of one that has made a Backup, Velero knows. A paused one it never looks at. */
function unnoticed(schedule: Fields, { cluster, now }: Run): Step | undefined {
  if (fieldsOf(schedule['spec'])['paused'] === true) return undefined;
  const { phase, lastBackup } = fieldsOf(schedule['status']);
  const isNew = (textOf(phase) || 'New') === 'New' && dateOf(lastBackup) === null;
  const { createdAt, namespace } = metadataOf(schedule);
  if (cluster?.isWhole !== true || !isNew || createdAt === null) return undefined;
  if (now.getTime() - createdAt.getTime() < NOTICED_WITHIN_MS) return undefined;
  const isKnown = backupsOf(schedule, cluster).some(
    (backup) => backup.isScheduled && (backup.startedAt ?? createdAt) >= createdAt,
  );
  if (isKnown) return undefined;
  const command = shell`kubectl get pods -n ${namespace}`;
  return step(templates.scheduledUnnoticed, { ago: relativeTime(createdAt, now) }, { command });
}

function refusedByVelero(schedule: Fields): Step | undefined {
  const status = fieldsOf(schedule['status']);
  if (status['phase'] !== 'FailedValidation') return undefined;
  const errors = listOf(status['validationErrors']).map(String).join('; ');
  return step(templates.scheduledRefused, { errors });
}

/** Velero starts no Backup of a Schedule while another one of it is under way. */
function blocked(schedule: Fields, { cluster, now }: Run): Step | undefined {
  const backup = cluster === undefined ? undefined : blockingBackup(schedule, cluster, now);
  if (backup === undefined) return undefined;
  const { namespace } = metadataOf(schedule);
  const command = shell`kubectl rollout restart deployment velero -n ${namespace}`;
  return step(
    templates.scheduledBlocked,
    { backup: backup.name, phase: backup.phase },
    { command },
  );
}

function paused(schedule: Fields): Step {
  const { name, namespace } = metadataOf(schedule);
  const command = shell`velero schedule unpause ${name} -n ${namespace}`;
  return step(templates.scheduledPaused, {}, { command });
}

function firing(cron: string, schedule: Fields, context: Run): Step {
  const { now, veleroVersion } = context;
  const [issue] = judgeCron(cron, veleroVersion).issues;
  if (issue !== undefined) return step(templates.scheduledFault, { cron, fault: issue.message });
  const [next] = runsOfSchedule(schedule, context, now, 1);
  if (next === undefined) return step(templates.scheduledNever, { cron });
  const when = { time: absoluteTime(next), ago: relativeTime(next, now) };
  return step(templates.scheduledNext, { cron, ...when });
}
