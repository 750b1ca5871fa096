// Room: The table of all targets. May import any room that does not need it.

import { schedulesOf } from '../cluster/find-schedule.js';
import { runsOfSchedule } from '../cluster/server-zone.js';
import { lastBackup } from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import type { ScheduleSummary, Target, TargetProtection } from '../generated/output.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { findingData } from '../judge/finding-data.js';
import type { TargetView } from '../published/target-view.js';
import { describeSpec } from '../words/describe-spec.js';
import { rfc3339 } from '../words/when.js';

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
): Target {
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
    problems: problems.map(findingData),
    schedule: target === null || state === 'claimed' ? null : scheduleOf(target, context),
  };
}

function scheduleOf(
  target: NonNullable<TargetView['target']>,
  context: RowContext,
): ScheduleSummary | null {
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
): ScheduleSummary {
  const spec = fieldsOf(schedule['spec']);
  const metadata = fieldsOf(schedule['metadata']);
  const cron = textOf(spec['schedule']) ?? '';
  const isPaused = spec['paused'] === true;
  const backup = lastBackup(schedule, cluster);
  const zoned = { cluster, veleroVersion };
  const [next] = isPaused ? [] : runsOfSchedule(schedule, zoned, now, 1);
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
