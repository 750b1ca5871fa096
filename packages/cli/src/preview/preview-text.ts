// Room: The words of a preview. May import any room that does not need it.
import { becauseOf, type PreviewResult } from '@k8s-backup-target/preview';
import { printable } from '../output/printable.js';
import type { Screen } from '../output/screen.js';
import type { Style } from '../output/style.js';
import type { NamespaceNode, Reason, TypeNode } from './tree.js';
import { type VolumeCounts, countText as volumeCountText } from './volumes.js';

/** A preview for people: the outcome, what to know, and the tree. */
export function previewText(
  result: PreviewResult,
  tree: readonly NamespaceNode[],
  volumes: readonly VolumeCounts[],
  where: string,
  screen: Screen,
): string {
  const { style } = screen;
  return [
    headline(result, where, style),
    ...notes(result, style),
    ...tree.flatMap((node) => namespaceLines(node, volumes, screen)),
  ].join('\n');
}

function headline({ phase, totals, veleroVersion }: PreviewResult, where: string, style: Style) {
  const outcome = phase === 'Completed' ? style.good(phase) : style.bad(phase);
  const all = totals.included + totals.excluded;
  return `${outcome}: ${totals.included} of ${all} objects of ${printable(where)}, by Velero ${veleroVersion}`;
}

function notes(result: PreviewResult, style: Style): string[] {
  const { errors, failure, warnings, unresolved } = result;
  return [
    ...errors.map(
      ({ path, rule, message }) =>
        `${style.bad(`error[${rule}]`)} ${printable(`${path} ${message}`)}`,
    ),
    ...(failure === null ? [] : [`${style.bad('error')} ${printable(failure)}`]),
    ...unresolved.map(({ path, entry, suggestion }) => {
      const hint = suggestion === null ? '' : `; did you mean ${suggestion}?`;
      return `${style.warn('warning[unresolved-resource]')} ${printable(`${path} ${entry} matches no type of the cluster${hint}`)}`;
    }),
    ...warnings
      .filter(({ rule }) => rule !== 'unresolved-resource')
      .map(({ rule, message }) => `${style.warn(`warning[${rule}]`)} ${printable(message)}`),
  ];
}

function namespaceLines(
  { namespace, types, ...counts }: NamespaceNode,
  volumes: readonly VolumeCounts[],
  screen: Screen,
): string[] {
  const { style } = screen;
  const name = namespace === '' ? 'cluster-scoped' : `namespace ${printable(namespace)}`;
  const width = Math.max(...types.map(({ resource }) => resource.length));
  return [
    '',
    `${style.bold(name)}  ${countText(counts)}`,
    ...volumes.filter((one) => one.namespace === namespace).map((one) => volumeLine(one, style)),
    ...types.flatMap((type, index) => typeLines(type, index === types.length - 1, width, style)),
  ];
}

/** That a volume's object is saved says nothing of its data. */
function volumeLine(counts: VolumeCounts, style: Style): string {
  const { notSaved, unknown } = counts;
  const text = volumeCountText(counts);
  return notSaved + unknown === 0 ? text : style.warn(text);
}

function countText({ included, excluded }: { included: number; excluded: number }): string {
  const parts = [
    included > 0 ? `${included} saved` : '',
    excluded > 0 ? `${excluded} left out` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function typeLines(type: TypeNode, isLast: boolean, width: number, style: Style): string[] {
  const [branch, rest] = isLast ? ['└─', '  '] : ['├─', '│ '];
  return type.reasons.map((reason, index) => {
    const stem = index === 0 ? `${branch} ${printable(type.resource)}` : rest;
    return `${stem.padEnd(width + 3)}  ${reasonText(reason, style)}`;
  });
}

function reasonText({ included, count, rule, paths }: Reason, style: Style): string {
  const what = included ? style.good(`${count} saved`) : style.dim(`${count} left out`);
  return `${what}: ${printable(becauseOf(rule, paths))}`;
}
