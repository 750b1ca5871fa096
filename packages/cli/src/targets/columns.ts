import type { Style } from '../output/style.js';
import type { Column } from '../output/table.js';
import type { TargetState } from '../published/target-view.js';
import { absoluteTime } from '../words/when.js';
import type { TargetRow } from './row.js';

const STATES: Readonly<Record<TargetState, string>> = {
  ok: 'ok',
  warning: 'warning',
  refused: 'refused',
  'nothing-published': 'nothing published',
  claimed: 'claimed by another',
};

/** The columns of `kbt targets`; those about the cluster only where one was read. */
export function targetColumns(style: Style, hasCluster: boolean): readonly Column<TargetRow>[] {
  const columns: readonly Column<TargetRow>[] = [
    { title: 'APPLICATION', text: applicationText, isElastic: true },
    { title: 'MODEL', text: ({ model }) => model ?? '-', isElastic: true },
    { title: 'ENDPOINT', text: ({ endpoint }) => endpoint ?? '-', isElastic: true },
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
  return hasCluster ? [...columns, ...CLUSTER_COLUMNS] : columns;
}

const CLUSTER_COLUMNS: readonly Column<TargetRow>[] = [
  { title: 'SCHEDULE', text: scheduleText },
  { title: 'LAST BACKUP', text: lastBackupText },
  { title: 'NEXT RUN', text: ({ schedule }) => timeText(schedule?.nextRun) },
];

/** Names also who has published a target that claims another application's name. */
function applicationText({ app, state, publishedBy }: TargetRow): string {
  const name = app ?? '(no unit in scope)';
  const isForeign = state === 'claimed' && publishedBy !== null && publishedBy !== app;
  return isForeign ? `${name} (from ${publishedBy})` : name;
}

function paintState(state: TargetState, cell: string, style: Style): string {
  if (state === 'ok') return style.good(cell);
  return state === 'warning' ? style.warn(cell) : style.bad(cell);
}

function rulesOf({ problems }: TargetRow): string {
  return [...new Set(problems.map(({ rule }) => rule))].join(', ') || '-';
}

function scheduleText({ schedule }: TargetRow): string {
  if (schedule === null) return '-';
  return schedule.isPaused ? `${schedule.cron} (paused)` : schedule.cron;
}

function lastBackupText({ schedule }: TargetRow): string {
  const backup = schedule?.lastBackup;
  if (backup === undefined || backup === null) return '-';
  return `${backup.phase} ${timeText(backup.at)}`;
}

function timeText(time: string | null | undefined): string {
  return time === null || time === undefined ? '-' : absoluteTime(new Date(time));
}
