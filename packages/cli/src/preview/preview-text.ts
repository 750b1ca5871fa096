// Room: The words of a preview. May import any room that does not need it.
import {
  becauseOf,
  type Decision,
  type PreviewPhase,
  type PreviewResult,
} from '@k8s-backup-target/preview';
import { groupBy } from '../collections/group-by.js';
import type { ObjectFinding } from '../judge/object-faults.js';
import { printable } from '../output/printable.js';
import type { Screen, Style } from '../output/screen.js';
import { sentence } from '../words/sentence.js';
import type { NamespaceNode, Reason, TypeNode } from './tree.js';
import { type VolumeCounts, countText as volumeCountText } from './volumes.js';

/** A preview for people: what is saved, what to know, the tree of what is saved, and why the rest is not. */
export function previewText(
  result: PreviewResult,
  open: readonly ObjectFinding[],
  tree: readonly NamespaceNode[],
  volumes: readonly VolumeCounts[],
  where: string,
  screen: Screen,
): string {
  const { style, isWide } = screen;
  const shown = isWide ? tree : tree.flatMap(savedOnly);
  return [
    headline(result, where, style),
    ...notes(result, style),
    ...open.map(({ rule, path, message }) =>
      style.dim(`info[${rule}] ${printable(`${path} ${message}`)}`),
    ),
    ...shown.flatMap((node) => namespaceLines(node, volumes, screen)),
    ...(isWide ? [] : leftOutLines(tree, style)),
  ].join('\n');
}

function headline({ phase, totals, veleroVersion }: PreviewResult, where: string, style: Style) {
  const { included, excluded } = totals;
  const isFine = phase === 'Completed' && included > 0;
  const outcome = `${ENDS[phase]}, ${included === 0 ? 'and hold nothing of the' : `with ${included} of`}`;
  const text = `${outcome} ${included + excluded} objects of ${printable(where)}, by Velero ${veleroVersion}`;
  return isFine ? style.good(text) : style.bad(text);
}

/** It is a forecast: nothing has run. */
const ENDS: Readonly<Record<PreviewPhase, string>> = {
  Completed: 'It will be Completed',
  PartiallyFailed: 'It will be PartiallyFailed',
  FailedValidation: 'It will be FailedValidation',
  Failed: 'It will be Failed',
  InProgress: 'It will stay InProgress for ever',
};

/** A namespace without what is left out in it; none where nothing of it is saved. */
function savedOnly(node: NamespaceNode): NamespaceNode[] {
  if (node.included === 0) return [];
  const types = node.types
    .filter(({ included }) => included > 0)
    .map((type) => ({ ...type, reasons: type.reasons.filter(({ included }) => included) }));
  return [{ ...node, types }];
}

/** How many are left out for each reason, the most frequent first. */
function leftOutLines(tree: readonly NamespaceNode[], style: Style): string[] {
  const reasons = tree
    .flatMap(({ types }) => types)
    .flatMap((type) => type.reasons)
    .filter(({ included }) => !included);
  if (reasons.length === 0) return [];
  const counts = [...groupBy(reasons, ({ rule, paths }) => becauseOf(rule, paths))]
    .map(([why, same]) => ({ why, count: same.reduce((sum, { count }) => sum + count, 0) }))
    .sort((one, other) => other.count - one.count);
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const width = String(all).length;
  return [
    '',
    `${style.bold('left out')}  ${all}`,
    ...counts.map(({ why, count }) =>
      style.dim(`${String(count).padStart(width + 2)}  ${printable(why)}`),
    ),
  ];
}

/** One line for each object that is asked for. */
export function objectsText(objects: readonly Decision[], style: Style): string {
  if (objects.length === 0) return 'No object.';
  return objects
    .map(({ key, included, rule, paths }) => {
      const sign = included ? style.good('+') : style.dim('-');
      return `${sign} ${printable(`${key}  ${becauseOf(rule, paths)}`)}`;
    })
    .join('\n');
}

function notes(result: PreviewResult, style: Style): string[] {
  const { errors, failure, warnings, unresolved } = result;
  return [
    ...errors.flatMap(({ path, rule, message, remedy }) => [
      `${style.bad(`error[${rule}]`)} ${printable(`${path} ${message}`)}`,
      ...(remedy === undefined ? [] : [`  ${style.dim('=')} ${printable(sentence(remedy))}`]),
    ]),
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
