import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';

/** An object that was given, by what others call it. */
export interface Neighbour {
  readonly input: ShapedInput;
  readonly object: Fields;
  readonly kind: string;
  readonly name: string;
  /** Undefined where a manifest leaves it to who applies it. */
  readonly namespace: string | undefined;
  /** The folder of its file: what is in one folder is meant for one cluster. */
  readonly folder: string;
}

/** What an object names, as far as it was given: one object, none, or several of which any may be meant. */
export type Named = Neighbour | 'none' | 'several';

/** The objects of all inputs, for those that refer to each other. */
export interface Neighbours {
  readonly all: readonly Neighbour[];
  /** The object of that kind and name which an object means: one of its own folder, or the only one elsewhere. */
  named(kind: string, name: string, by: ShapedInput): Named;
  /** Those of a kind in the folder and the namespace of an object. */
  near(kind: string, by: ShapedInput): readonly Neighbour[];
}

/** Kinds that Backups and Schedules refer to, or that are there once. */
const KINDS = [
  'Backup',
  'BackupStorageLocation',
  'ConfigMap',
  'Schedule',
  'VolumeSnapshotLocation',
];

/** Indexes what refers to each other: of patches only a part is known, and the chart makes the Schedules of values. */
export function neighboursIn(inputs: readonly ShapedInput[]): Neighbours {
  const all = inputs.flatMap(neighbourOf);
  const byName = groupedBy(all, ({ kind, name }) => keyOf(kind, name));
  const byPlace = groupedBy(all, ({ kind, name, folder }) => keyOf(kind, name, folder));
  const byFolder = groupedBy(all, ({ kind, folder }) => keyOf(kind, folder));
  return {
    all,
    named: (kind, name, by) => {
      const own = byPlace.get(keyOf(kind, name, folderOf(by))) ?? [];
      const found = (own.length > 0 ? own : byName.get(keyOf(kind, name)))?.slice(0, MOST) ?? [];
      const [first, second] = found.filter((one) => mayShareNamespace(one, by));
      if (second !== undefined) return 'several';
      return first ?? 'none';
    },
    near: (kind, by) => {
      const found = byFolder.get(keyOf(kind, folderOf(by)))?.slice(0, MOST) ?? [];
      return found.filter((one) => mayShareNamespace(one, by));
    },
  };
}

/** So many of one name, or of one kind in a folder, are compared: time stays linear in the input. */
const MOST = 100;

function neighbourOf(input: ShapedInput): readonly Neighbour[] {
  const { shape, value, document, specPointer } = input;
  if (shape !== 'object' || document.source.isPatch === true || specPointer !== undefined)
    return [];
  const object = fieldsOf(value);
  const { kind, apiVersion } = object;
  const { name } = fieldsOf(object['metadata']);
  if (typeof kind !== 'string' || !KINDS.includes(kind) || typeof name !== 'string') return [];
  const group = kind === 'ConfigMap' ? 'v1' : 'velero.io/';
  if (typeof apiVersion === 'string' && !apiVersion.startsWith(group)) return [];
  return [{ input, object, kind, name, namespace: namespaceOf(input), folder: folderOf(input) }];
}

function mayShareNamespace({ namespace }: Neighbour, by: ShapedInput): boolean {
  const own = namespaceOf(by);
  return own === undefined || namespace === undefined || own === namespace;
}

function namespaceOf({ value }: ShapedInput): string | undefined {
  return textOf(fieldsOf(fieldsOf(value)['metadata'])['namespace']);
}

function folderOf({ document }: ShapedInput): string {
  const { name } = document.source;
  return name.slice(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}

function groupedBy(
  all: readonly Neighbour[],
  key: (one: Neighbour) => string,
): ReadonlyMap<string, readonly Neighbour[]> {
  const groups = new Map<string, Neighbour[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
}
