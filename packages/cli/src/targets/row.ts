// Room: The table of all targets. May import any room that does not need it.
import { schedulesOf } from '../cluster/find-schedule.js';
import { lastBackup } from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { type ProblemData, problemData } from '../judge/problem-data.js';
import type { TargetState, TargetView } from '../published/target-view.js';
import type { Protection } from '../status/protection.js';
import { runsAfter } from '../velero/cron.js';
import { describeSpec } from '../words/describe-spec.js';
import { rfc3339 } from '../words/when.js';

/** A target as JSON output holds it. */
export interface TargetRow {
  readonly app: string | null;
  readonly model: string | null;
  readonly endpoint: string | null;
  /** The relation as the requirer sees it, or the file. */
  readonly relation: string;
  readonly unit: string | null;
  /** The Juju model of the unit; null where it is not known. */
  readonly integratorModel: string | null;
  /** The application at the relation's other end, as Juju calls it here; null where it is not known. */
  readonly publishedBy: string | null;
  readonly isCrossModel: boolean;
  /** What was made of the spec. */
  readonly state: TargetState;
  /** How well it is protected, as `kbt status` says; null where no cluster was asked. */
  readonly protection: TargetProtection | null;
  /** The selection in words; empty if there is nothing valid. */
  readonly selects: string;
  readonly problems: readonly ProblemData[];
  /** Null without a cluster, or without a Schedule in it. */
  readonly schedule: ScheduleData | null;
}

/** The part of a judgement that a row shows. */
export type TargetProtection = Pick<Protection, 'state' | 'step' | 'detail' | 'lastGoodBackup'>;

/** A target's Schedule in a cluster. */
export interface ScheduleData {
  readonly name: string;
  readonly namespace: string;
  readonly cron: string;
  readonly isPaused: boolean;
  readonly phase: string;
  readonly nextRun: string | null;
  readonly lastBackup: {
    readonly name: string;
    readonly phase: string;
    readonly at: string | null;
  } | null;
}

/** When, by which rules and with which cluster a row is made. */
export interface RowContext {
  readonly now: Date;
  readonly veleroVersion: string;
  readonly cluster: ClusterFacts | undefined;
}

/** Everything that is shown of a target. */
export function targetRow(
  view: TargetView,
  protection: TargetProtection | null,
  context: RowContext,
): TargetRow {
  const { app, model, endpoint, published, target, state, problems } = view;
  const { related } = published;
  return {
    app,
    model,
    endpoint,
    relation: published.id,
    unit: related?.unit.name ?? null,
    integratorModel: related?.unit.origin.model?.name ?? (related?.unit.origin.label || null),
    publishedBy: published.remoteApp,
    isCrossModel: related?.relation.isCrossModel ?? false,
    state,
    protection,
    selects: target === null ? '' : describeSpec(target.spec, context.veleroVersion),
    problems: problems.map(problemData),
    schedule: target === null || state === 'claimed' ? null : scheduleOf(target, context),
  };
}

function scheduleOf(
  target: NonNullable<TargetView['target']>,
  context: RowContext,
): ScheduleData | null {
  const { cluster } = context;
  const [found] = cluster === undefined ? [] : schedulesOf(target, cluster);
  return found === undefined || cluster === undefined
    ? null
    : scheduleData(found, cluster, context);
}

/** Describes a Schedule for people. */
function scheduleData(
  schedule: Fields,
  cluster: ClusterFacts,
  { now, veleroVersion }: Pick<RowContext, 'now' | 'veleroVersion'>,
): ScheduleData {
  const spec = fieldsOf(schedule['spec']);
  const metadata = fieldsOf(schedule['metadata']);
  const cron = textOf(spec['schedule']) ?? '';
  const isPaused = spec['paused'] === true;
  const backup = lastBackup(schedule, cluster);
  const [next] = isPaused ? [] : runsAfter(cron, now, 1, veleroVersion);
  return {
    name: textOf(metadata['name']) ?? '',
    namespace: textOf(metadata['namespace']) ?? '',
    cron,
    isPaused,
    phase: textOf(fieldsOf(schedule['status'])['phase']) ?? 'New',
    nextRun: next === undefined ? null : rfc3339(next),
    lastBackup:
      backup === undefined
        ? null
        : {
            name: backup.name,
            phase: backup.phase,
            at: backup.startedAt && rfc3339(backup.startedAt),
          },
  };
}
