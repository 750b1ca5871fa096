import type { NamedSpec } from '@k8s-backup-target/preview';
import { fill } from '@k8s-backup-target/schema/internal';
import { schedulesOf } from '../cluster/find-schedule.js';
import type { Moment } from '../cluster/overdue.js';
import { backupsOf, isGood, metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import type { CoverageSource } from '../generated/output.js';
import { appliedMissing, scheduledUnseen } from '../generated/step-templates.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import type { TargetView } from '../published/target-view.js';
import { scheduledStep, serverStep, storageStep } from '../why/cluster-steps.js';
import { backupsStep } from '../why/last-backup-step.js';
import type { Step } from '../why/step.js';

/**
 * Whether Backups are made of what a Schedule or a target selects.
 *
 * | state | meaning |
 * |---|---|
 * | `working` | it runs, and its last Backup is good, or its first run is yet to come |
 * | `paused` | it is paused |
 * | `failing` | Velero does not run it, or its last Backup failed or was missed |
 * | `expired` | its Backups have expired, and none is left to restore from |
 * | `missing` | a target that has no Schedule in the cluster |
 * | `unknown` | what would tell was not given |
 */
export type SourceState = CoverageSource['state'];

/** What may cover an object: a Schedule, or a target without one. */
export interface Source extends Omit<CoverageSource, 'included'>, NamedSpec {}

/** Every Schedule of a cluster, and every accepted target that has none in it. */
export function sourcesOf(
  views: readonly TargetView[],
  cluster: ClusterFacts | undefined,
  moment: Omit<Moment, 'cluster'>,
): readonly Source[] {
  const targets = views.flatMap((view) => ofTarget(view, cluster));
  if (cluster === undefined) return targets;
  return [
    ...cluster.schedules.map((schedule) => ofSchedule(schedule, { ...moment, cluster })),
    ...targets,
  ];
}

function ofTarget(view: TargetView, cluster: ClusterFacts | undefined): Source[] {
  const { target, state } = view;
  if (target === null || state === 'claimed' || state === 'refused') return [];
  if (cluster !== undefined && schedulesOf(target, cluster).length > 0) return [];
  const isKnown = cluster?.isWhole === true;
  return [
    {
      name: target.app,
      namespace: null,
      app: target.app,
      state: isKnown ? 'missing' : 'unknown',
      detail: isKnown
        ? fill(appliedMissing.message, { cluster: 'the cluster' })
        : scheduledUnseen.message,
      spec: target.spec,
    },
  ];
}

function ofSchedule(schedule: Fields, moment: Moment): Source {
  const { name, namespace, labels, annotations } = metadataOf(schedule);
  const spec = fieldsOf(fieldsOf(schedule['spec'])['template']);
  const app = textOf(labels['app']) ?? null;
  return { name, namespace, app, ...stateOf(schedule, moment), spec, annotations };
}

function stateOf(schedule: Fields, moment: Moment): Pick<Source, 'state' | 'detail'> {
  const firing = scheduledStep(schedule, moment);
  const steps = [
    firing,
    serverStep(moment),
    storageStep(schedule, moment),
    backupsStep(schedule, moment),
  ];
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed !== undefined) {
    return { state: failedState(failed, schedule, moment), detail: failed.detail };
  }
  const unknown = steps.find(({ state }) => state === 'unknown');
  return unknown === undefined
    ? { state: 'working', detail: '' }
    : { state: 'unknown', detail: unknown.detail };
}

function failedState({ step }: Step, schedule: Fields, moment: Moment): SourceState {
  if (step === 'scheduled' && fieldsOf(schedule['spec'])['paused'] === true) return 'paused';
  const backups = backupsOf(schedule, moment.cluster);
  const isLeft = backups.some((backup) => isGood(backup, moment.now));
  const [last] = backups;
  return step === 'last-backup' && !isLeft && last?.phase === 'Completed' && last.items !== 0
    ? 'expired'
    : 'failing';
}
