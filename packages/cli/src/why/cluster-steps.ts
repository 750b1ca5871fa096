import { schedulesOf } from '../cluster/find-schedule.js';
import { overdueRun } from '../cluster/overdue.js';
import {
  type BackupSummary,
  failureCommand,
  isUnderWay,
  lastBackup,
  metadataOf,
} from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { judgeCron, runsAfter } from '../velero/cron.js';
import { absoluteTime, relativeTime } from '../words/when.js';
import type { ChainContext } from './chain-context.js';
import { type Step, step } from './step.js';

const MISSING = "no cluster was given: name one with --context, or give Velero's objects as a file";
const COMMAND = 'kubectl get schedules.velero.io,backups.velero.io -A -o json';

/** Checks that the cluster holds a Schedule for the target. */
export function applied(view: TargetView, { facts: { cluster } }: ChainContext): Step {
  if (cluster === undefined) return step('applied', 'unknown', MISSING, { command: COMMAND });
  if (view.state === 'unknown') return step('applied', 'unknown', 'not known');
  const [schedule] = found(view, cluster);
  if (schedule !== undefined) {
    const { name, namespace, labels } = metadataOf(schedule);
    const owner = textOf(labels['managed-by']);
    const by = owner === undefined ? '' : `, managed by ${owner}`;
    return step('applied', 'ok', `Schedule ${namespace}/${name}${by}`);
  }
  return step('applied', 'failed', `${cluster.name} holds no Schedule for it`, {
    remedy: "See the integrator's status: it names what it could not apply, and why.",
  });
}

/** Checks that the Schedule fires. */
export function scheduled(view: TargetView, context: ChainContext): Step {
  const { cluster } = context.facts;
  const [schedule] = cluster === undefined ? [] : found(view, cluster);
  if (schedule === undefined) return step('scheduled', 'unknown', 'no Schedule was given');
  const spec = fieldsOf(schedule['spec']);
  const cron = textOf(spec['schedule']) ?? '';
  return (
    refusedByVelero(schedule) ??
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

function paused(schedule: Fields): Step {
  const { name, namespace } = metadataOf(schedule);
  return step('scheduled', 'failed', 'the Schedule is paused', {
    remedy: "Resume it where it was paused: in the integrator's option, or by hand.",
    command: shell`velero schedule unpause ${name} -n ${namespace}`,
  });
}

function firing(cron: string, { now, veleroVersion }: ChainContext): Step {
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

/** Makes the step that tells how the last Backup ended. */
export function lastBackupStep(view: TargetView, context: ChainContext): Step {
  const { cluster } = context.facts;
  const [schedule] = cluster === undefined ? [] : found(view, cluster);
  if (schedule === undefined || cluster === undefined) {
    return step('last-backup', 'unknown', 'no Schedule was given');
  }
  const backup = lastBackup(schedule, cluster);
  const { namespace } = metadataOf(schedule);
  const due = overdueRun(schedule, backup, { ...context, cluster });
  if (due !== undefined) return overdue(backup, due, namespace);
  if (backup === undefined)
    return step('last-backup', 'waiting', 'none yet: the first is due at the next run');
  return ended(backup, namespace, context);
}

function overdue(backup: BackupSummary | undefined, due: Date, namespace: string): Step {
  const last = backup === undefined ? 'there is none' : `the last is ${backup.name}`;
  const detail = `${last}, and the run of ${absoluteTime(due)} was left out`;
  return step('last-backup', 'failed', detail, {
    remedy: 'See whether Velero runs; `kbt doctor` names what keeps it from reading its objects.',
    command: shell`kubectl get pods -n ${namespace}`,
  });
}

function ended(backup: BackupSummary, namespace: string, { now }: ChainContext): Step {
  const { name, phase, startedAt, errors, failure } = backup;
  const when = startedAt === null ? '' : `, ${relativeTime(startedAt, now)}`;
  if (phase === 'Completed') return step('last-backup', 'ok', `${name} completed${when}`);
  if (isUnderWay(backup)) return step('last-backup', 'waiting', `${name} is ${phase}${when}`);
  const why = failure ?? (errors > 0 ? `${errors} errors` : 'no reason given');
  return step('last-backup', 'failed', `${name} is ${phase}${when}: ${why}`, {
    remedy: phase === 'FailedValidation' ? 'Correct what Velero refuses.' : 'Read its log.',
    command: failureCommand(backup, namespace),
  });
}

function found({ target }: TargetView, cluster: ClusterFacts): readonly Fields[] {
  return target === null ? [] : schedulesOf(target, cluster);
}
