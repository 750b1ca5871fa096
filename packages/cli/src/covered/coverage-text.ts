import type { OutputOf } from '../command/report.js';
import type { CoverageSource, CoveredItem, CoveredNamespace, Share } from '../generated/output.js';
import { printable } from '../output/printable.js';
import type { Screen, Style } from '../output/screen.js';
import { type Column, table } from '../output/table.js';
import { COVER_STATES } from './covered.js';

/** For people: the namespaces, then what needs attention in them, then the sum. */
export function coverageText(data: OutputOf<'coverage'>, screen: Screen): string {
  const { namespaces, items, sources } = data;
  const { style } = screen;
  const shown = screen.isWide ? items : items.filter(needsAttention);
  const broken = sources.filter(({ state }) => state !== 'working');
  return [
    ...block(namespaces, namespaceColumns(style), screen),
    ...block(shown, itemColumns(style), screen),
    ...block(broken, sourceColumns(style), screen),
    sumText(data),
  ].join('\n');
}

function needsAttention({ state, savedBy, data }: CoveredItem): boolean {
  return state !== 'covered' || savedBy.length > 1 || (data !== null && data !== 'saved');
}

function block<Row>(rows: readonly Row[], columns: readonly Column<Row>[], screen: Screen) {
  return rows.length === 0 ? [] : [table(rows, columns, screen), ''];
}

function namespaceColumns(style: Style): readonly Column<CoveredNamespace>[] {
  return [
    stateColumn(style),
    { title: 'NAMESPACE', text: ({ namespace }) => namespace, isElastic: true },
    { title: 'WORKLOADS', text: ({ workloads }) => shareText(workloads) },
    { title: 'CLAIMS', text: ({ claims }) => shareText(claims) },
    { title: 'OBJECTS', text: ({ objects }) => shareText(objects), dropOrder: 1 },
    { title: 'SAVED-BY', text: ({ savedBy }) => savedBy.join(',') || '-', isElastic: true },
  ];
}

function itemColumns(style: Style): readonly Column<CoveredItem>[] {
  return [
    stateColumn(style),
    { title: 'NAMESPACE', text: ({ namespace }) => namespace, isElastic: true },
    { title: 'OBJECT', text: ({ resource, name }) => `${resource}/${name}`, isElastic: true },
    {
      title: 'DATA',
      text: ({ data }) => data ?? '-',
      paint: ({ data }, cell) => (data === 'not-saved' ? style.bad(cell) : cell),
    },
    { title: 'SAVED-BY', text: ({ savedBy }) => savedBy.join(',') || '-', isElastic: true },
  ];
}

function sourceColumns(style: Style): readonly Column<CoverageSource>[] {
  return [
    { title: 'SCHEDULE', text: ({ name }) => name, isElastic: true },
    { title: 'APPLICATION', text: ({ app }) => app ?? '-', isElastic: true, dropOrder: 1 },
    { title: 'STATE', text: ({ state }) => state, paint: (_, cell) => style.bad(cell) },
    { title: 'DETAIL', text: ({ detail }) => printable(detail), isElastic: true },
  ];
}

function stateColumn<Row extends { readonly state: string }>(style: Style): Column<Row> {
  return {
    title: 'STATE',
    text: ({ state }) => state,
    paint: ({ state }, cell) => {
      if (state === 'covered') return style.good(cell);
      return state === 'none' || state === 'stopped' ? style.bad(cell) : style.warn(cell);
    },
  };
}

function shareText({ covered, all }: Share): string {
  return `${covered}/${all}`;
}

const DATA = [
  ['not-saved', 'data not saved of'],
  ['unknown', 'data not known of'],
] as const;

function sumText({ items, omitted }: OutputOf<'coverage'>): string {
  const counts = COVER_STATES.flatMap((state) => {
    const count = items.filter((item) => item.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const twice = items.filter(({ savedBy }) => savedBy.length > 1).length;
  const data = DATA.flatMap(([value, text]) => {
    const count = items.filter((item) => item.data === value).length;
    return count === 0 ? [] : [`${text} ${count}`];
  });
  const parts = [...counts, ...(twice === 0 ? [] : [`${twice} in several`]), ...data];
  const sum = parts.join(', ') || 'none';
  const left = omitted.length === 0 ? '' : `\nNot judged: ${omitted.join(', ')}`;
  return `Workloads and claims: ${sum}${left}`;
}
