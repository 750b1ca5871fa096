import type { Difference } from '../generated/output.js';
import { printable } from '../output/printable.js';
import type { Screen, Style } from '../output/screen.js';
import { type Column, table } from '../output/table.js';

/** The comparison for people: a table, and below it the fields that differ. */
export function diffText(differences: readonly Difference[], screen: Screen): string {
  if (differences.length === 0) return 'Nothing is wanted, and no Schedule of a target is there.';
  const { style } = screen;
  return [
    table(differences, columns(style), screen),
    ...differences
      .filter(({ changes }) => changes.length > 0)
      .flatMap((one) => changeLines(one, style)),
  ].join('\n');
}

function columns(style: Style): readonly Column<Difference>[] {
  return [
    {
      title: 'STATE',
      text: ({ state }) => state,
      paint: ({ state }, cell) => (state === 'same' ? style.good(cell) : style.bad(cell)),
    },
    { title: 'APPLICATION', text: ({ app }) => app ?? '-', isElastic: true },
    { title: 'SCHEDULE', text: ({ namespace, name }) => `${namespace}/${name}`, isElastic: true },
    { title: 'OWNER', text: ({ owner }) => owner ?? '-', isWideOnly: true },
    { title: 'DETAIL', text: ({ detail }) => detail, isElastic: true },
  ];
}

function changeLines({ namespace, name, changes }: Difference, style: Style): string[] {
  return [
    '',
    style.bold(printable(`${namespace}/${name}`)),
    ...changes.flatMap(({ path, wanted, found }) => [
      `  ${path}`,
      ...(found === null ? [] : [style.bad(`  - ${printable(found)}`)]),
      ...(wanted === null ? [] : [style.good(`  + ${printable(wanted)}`)]),
    ]),
  ];
}
