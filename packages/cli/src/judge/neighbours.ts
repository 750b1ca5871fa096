import { groupBy } from '../collections/group-by.js';
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
  /** Rises in the order in which the objects were given. */
  readonly order: number;
}

/** What an object names, as far as it was given: one object, none, or several of which any may be meant. */
export type Named = Neighbour | 'none' | 'several';

/** The objects of all inputs, for those that refer to each other. */
export interface Neighbours {
  readonly all: readonly Neighbour[];
  /** The object of that kind and name which an object means: one of its own folder, or the only one elsewhere. */
  named(kind: string, name: string, by: ShapedInput): Named;
  /** Those of a kind in the folder of an object that may share its namespace, in one or two lists, each always the same one. */
  near(kind: string, by: ShapedInput): Groups;
}

/** Objects that have something in common, in their order. */
type Groups = readonly (readonly Neighbour[])[];

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
  const byName = new Index(all, ({ kind, name }) => [kind, name]);
  const byPlace = new Index(all, ({ kind, name, folder }) => [kind, name, folder]);
  const byFolder = new Index(all, ({ kind, folder }) => [kind, folder]);
  return {
    all,
    named: (kind, name, by) => {
      const place = [kind, name, folderOf(by)];
      const namespace = namespaceOf(by);
      const groups = byPlace.has(place)
        ? byPlace.get(place, namespace)
        : byName.get([kind, name], namespace);
      const [first, second] = groups.flatMap((group) => group.slice(0, 2));
      if (second !== undefined) return 'several';
      return first ?? 'none';
    },
    near: (kind, by) => byFolder.get([kind, folderOf(by)], namespaceOf(by)),
  };
}

/** Objects by what they have in common, and by their namespace: one is found in the same time among any number. */
class Index {
  readonly #anywhere: ReadonlyMap<string, readonly Neighbour[]>;
  readonly #within: ReadonlyMap<string, readonly Neighbour[]>;

  constructor(all: readonly Neighbour[], partsOf: (one: Neighbour) => readonly string[]) {
    this.#anywhere = groupBy(all, (one) => keyOf(...partsOf(one)));
    this.#within = groupBy(all, (one) => keyOf(...partsOf(one), one.namespace));
  }

  has(parts: readonly string[]): boolean {
    return this.#anywhere.has(keyOf(...parts));
  }

  /** Those of a namespace and those without any, which may be of each; all of them for an object without one. */
  get(parts: readonly string[], namespace: string | undefined): Groups {
    const groups =
      namespace === undefined
        ? [this.#anywhere.get(keyOf(...parts))]
        : [namespace, undefined].map((one) => this.#within.get(keyOf(...parts, one)));
    return groups.filter((group) => group !== undefined);
  }
}

function neighbourOf(input: ShapedInput, order: number): readonly Neighbour[] {
  const { shape, value, document, specPointer } = input;
  if (shape !== 'object' || document.source.isPatch === true || specPointer !== undefined)
    return [];
  const object = fieldsOf(value);
  const { kind, apiVersion } = object;
  const { name } = fieldsOf(object['metadata']);
  if (typeof kind !== 'string' || !KINDS.includes(kind) || typeof name !== 'string') return [];
  const group = kind === 'ConfigMap' ? 'v1' : 'velero.io/';
  if (typeof apiVersion === 'string' && !apiVersion.startsWith(group)) return [];
  const place = { namespace: namespaceOf(input), folder: folderOf(input), order };
  return [{ input, object, kind, name, ...place }];
}

function namespaceOf({ value }: ShapedInput): string | undefined {
  return textOf(fieldsOf(fieldsOf(value)['metadata'])['namespace']);
}

function folderOf({ document }: ShapedInput): string {
  const { name } = document.source;
  return name.slice(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

/** Tells texts apart whatever is in them, and one that is missing from an empty one. */
export function keyOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts.map((part) => part ?? null));
}

/** True of a storage location that is marked as the default one. */
export function isMarked({ kind, object }: Neighbour): boolean {
  return kind === 'BackupStorageLocation' && fieldsOf(object['spec'])['default'] === true;
}
