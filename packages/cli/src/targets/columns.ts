import type { Target } from '../generated/output.js';
import type { Style } from '../output/screen.js';
import type { Column } from '../output/table.js';
import type { TargetState } from '../published/target-view.js';
import { paintState } from '../status/protection.js';
import { age } from '../words/when.js';

/** The columns of `kbt targets`; those about the cluster only where one was read. Long texts are on the right. */
export function targetColumns(
  style: Style,
  now: Date,
  hasCluster: boolean,
  hasSeveralModels: boolean,
): readonly Column<Target>[] {
  const spec: Column<Target> = {
    title: 'SPEC',
    text: ({ state }) => state,
    paint: ({ state }, cell) => paintSpec(state, cell, style),
  };
  return [
    ...(hasCluster ? protectionColumns(style, now) : [spec]),
    { title: 'APPLICATION', text: ({ app }) => app ?? '-', isElastic: true },
    { title: 'MODEL', text: ({ model }) => model ?? '-', isElastic: true, dropOrder: 2 },
    { title: 'ENDPOINT', text: ({ endpoint }) => endpoint ?? '-', isElastic: true, dropOrder: 1 },
    ...(hasCluster ? [{ ...spec, dropOrder: 5 }] : []),
    {
      title: 'INTEGRATOR-MODEL',
      text: ({ integratorModel }) => integratorModel ?? '-',
      isWideOnly: !hasSeveralModels,
    },
    { title: 'RELATION', text: ({ relation }) => relation, isWideOnly: true },
    { title: 'UNIT', text: ({ unit }) => unit ?? '-', isWideOnly: true },
    { title: 'PUBLISHED-BY', text: ({ publishedBy }) => publishedBy ?? '-', isWideOnly: true },
    { title: 'RULES', text: rulesOf, isWideOnly: true },
    ...(hasCluster ? scheduleColumns(now) : []),
    { title: 'SELECTS', text: ({ selects }) => selects || '-', isElastic: true },
  ];
}

function protectionColumns(style: Style, now: Date): readonly Column<Target>[] {
  return [
    {
      title: 'STATE',
      text: ({ protection }) => protection?.state ?? '-',
      paint: ({ protection }, cell) =>
        protection === null ? cell : paintState(protection.state, cell, style),
    },
    { title: 'LAST-BACKUP', text: ({ schedule }) => schedule?.lastBackup?.phase ?? '-' },
    { title: 'AGE', text: ({ schedule }) => age(schedule?.lastBackup?.at, now) },
  ];
}

function scheduleColumns(now: Date): readonly Column<Target>[] {
  return [
    { title: 'NEXT-RUN', text: ({ schedule }) => age(schedule?.nextRun, now), dropOrder: 3 },
    { title: 'SCHEDULE', text: ({ schedule }) => schedule?.cron ?? '-', dropOrder: 4 },
  ];
}

function paintSpec(state: TargetState, cell: string, style: Style): string {
  if (state === 'ok') return style.good(cell);
  return state === 'warning' || state === 'unknown' ? style.warn(cell) : style.bad(cell);
}

function rulesOf({ problems }: Target): string {
  return [...new Set(problems.map(({ rule }) => rule))].join(',') || '-';
}
