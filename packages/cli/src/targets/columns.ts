import type { Style } from '../output/style.js';
import type { Column } from '../output/table.js';
import type { TargetState } from '../published/target-view.js';
import { relativeTime } from '../words/when.js';
import type { ScheduleData, TargetRow } from './row.js';

const STATES: Readonly<Record<TargetState, string>> = {
  ok: 'ok',
  warning: 'warning',
  refused: 'refused',
  unknown: 'unknown',
  'nothing-published': 'nothing published',
  claimed: 'claimed by another',
};

/** The columns of `kbt targets`; those about the cluster only where one was read. */
export function targetColumns(
  style: Style,
  now: Date,
  hasCluster: boolean,
): readonly Column<TargetRow>[] {
  const columns: readonly Column<TargetRow>[] = [
    { title: 'APPLICATION', text: applicationText, isElastic: true },
    { title: 'MODEL', text: ({ model }) => model ?? '-', isElastic: true, dropOrder: 2 },
    { title: 'ENDPOINT', text: ({ endpoint }) => endpoint ?? '-', isElastic: true, dropOrder: 1 },
    { title: 'RELATION', text: ({ relation }) => relation, isWideOnly: true },
    { title: 'UNIT', text: ({ unit }) => unit ?? '-', isWideOnly: true },
    { title: 'SELECTS', text: ({ selects }) => selects || '-', isElastic: true },
    {
      title: 'STATE',
      text: ({ state }) => STATES[state],
      paint: ({ state }, cell) => paintState(state, cell, style),
    },
    { title: 'RULES', text: rulesOf, isWideOnly: true },
  ];
  return hasCluster ? [...columns, ...clusterColumns(now)] : columns;
}

function clusterColumns(now: Date): readonly Column<TargetRow>[] {
  const when = (time: string | null | undefined) =>
    time === null || time === undefined ? '-' : relativeTime(new Date(time), now);
  return [
    { title: 'SCHEDULE', text: scheduleText, isElastic: true },
    { title: 'LAST BACKUP', text: ({ schedule }) => lastBackupText(schedule?.lastBackup, when) },
    { title: 'NEXT RUN', text: ({ schedule }) => when(schedule?.nextRun), dropOrder: 3 },
  ];
}

/** Names also who has published a target that claims another application's name. */
function applicationText({ app, state, publishedBy }: TargetRow): string {
  const name = app ?? '(no unit in scope)';
  const isForeign = state === 'claimed' && publishedBy !== null && publishedBy !== app;
  return isForeign ? `${name} (from ${publishedBy})` : name;
}

function paintState(state: TargetState, cell: string, style: Style): string {
  if (state === 'ok') return style.good(cell);
  return state === 'warning' || state === 'unknown' ? style.warn(cell) : style.bad(cell);
}

function rulesOf({ problems }: TargetRow): string {
  return [...new Set(problems.map(({ rule }) => rule))].join(', ') || '-';
}

function scheduleText({ schedule }: TargetRow): string {
  if (schedule === null) return '-';
  return schedule.isPaused ? `${schedule.cron} (paused)` : schedule.cron;
}

function lastBackupText(
  backup: ScheduleData['lastBackup'] | undefined,
  when: (time: string | null) => string,
): string {
  if (backup === undefined || backup === null) return '-';
  return `${backup.phase} ${when(backup.at)}`;
}
