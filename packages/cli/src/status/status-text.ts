import type { Protection } from '../generated/output.js';
import { printable } from '../output/printable.js';
import type { Screen, Style } from '../output/screen.js';
import { type Column, table } from '../output/table.js';
import { age } from '../words/when.js';
import { paintState, STATES } from './protection.js';

/**
 * One line an application, the worst first; then how many are in each state.
 *
 * @param withVolumes true if the data of volumes was judged too.
 */
export function statusText(
  applications: readonly Protection[],
  now: Date,
  withVolumes: boolean,
  screen: Screen,
): string {
  if (applications.length === 0) return 'No application is related for backups.';
  const counts = STATES.flatMap((state) => {
    const count = applications.filter((one) => one.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return [
    table(applications, columns(screen.style, now), screen),
    '',
    counts.join(', '),
    ...(withVolumes ? [] : [NO_VOLUMES]),
  ].join('\n');
}

const NO_VOLUMES = 'Not asked: whether the data of volumes is saved; see --volumes';

function columns(style: Style, now: Date): readonly Column<Protection>[] {
  return [
    {
      title: 'STATE',
      text: ({ state }) => state,
      paint: ({ state }, cell) => paintState(state, cell, style),
    },
    {
      title: 'LAST-GOOD',
      text: ({ lastGoodBackup }) => age(lastGoodBackup?.startedAt, now),
    },
    { title: 'APPLICATION', text: ({ app }) => app, isElastic: true },
    { title: 'MODEL', text: ({ model }) => model ?? '-', isElastic: true, dropOrder: 1 },
    { title: 'RELATION', text: ({ relation }) => relation, isWideOnly: true },
    { title: 'STEP', text: ({ step }) => step ?? '-', dropOrder: 2 },
    {
      title: 'DETAIL',
      text: ({ detail }) => (detail === '' ? '-' : printable(detail)),
      isElastic: true,
    },
    { title: 'REMEDY', text: ({ remedy }) => printable(remedy ?? '-'), isWideOnly: true },
    { title: 'COMMAND', text: ({ command }) => command ?? '-', isWideOnly: true },
  ];
}
