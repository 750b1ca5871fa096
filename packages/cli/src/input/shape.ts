import { appendPointer } from '@k8s-backup-target/schema/internal';
import type { InputDocument } from './document.js';
import { type Fields, fieldsOf, isFields, listOf } from './fields.js';
import { schedulesOf } from './helm-values.js';
import { SPEC_FIELDS } from './spec-fields.js';

/**
 * The shapes that an input can have.
 *
 * | shape | is |
 * |---|---|
 * | `show-unit` | `juju show-unit`, one or several units |
 * | `juju-config` | `juju config APP --format json\|yaml` |
 * | `juju-model` | `juju show-model` |
 * | `juju-status` | `juju status` |
 * | `databag` | an application databag: texts by key |
 * | `provider-data` | `ProviderAppData`, or its list alone |
 * | `entry` | one backup target |
 * | `spec` | what a backup target selects |
 * | `inventory` | a cluster's objects, as `kbt inventory save` writes them |
 * | `object` | an object of Kubernetes, of any kind, alone or in a list |
 * | `unreadable` | a file of a folder that names Velero or backup targets and is neither JSON nor YAML; its value says why |
 */
export type Shape =
  | 'show-unit'
  | 'juju-config'
  | 'juju-model'
  | 'juju-status'
  | 'databag'
  | 'provider-data'
  | 'entry'
  | 'spec'
  | 'inventory'
  | 'object'
  | 'unreadable';

/** A value of a known shape, and where in its document it is. */
export interface ShapedInput {
  readonly shape: Shape;
  readonly document: InputDocument;
  readonly pointer: string;
  readonly value: unknown;
  /** Where the spec of an object is that is written in parts; below `pointer` where it is not given. */
  readonly specPointer?: string;
}

/** Everything of a known shape in a document: a list of Kubernetes holds several. Empty where nothing is. */
export function shapesIn(document: InputDocument): readonly ShapedInput[] {
  const { value } = document;
  if (isFields(value) && isKubernetesList(value)) {
    // An empty list says that there is nothing of the kind.
    if (listOf(value['items']).length === 0) {
      return [{ shape: 'object', document, pointer: '', value }];
    }
    return listOf(value['items']).map((item, index) => ({
      shape: 'object',
      document,
      pointer: appendPointer('/items', index),
      value: withKindOf(value, item),
    }));
  }
  const schedules = schedulesOf(value);
  if (schedules.length > 0) {
    return schedules.map(({ pointer, schedule }) => ({
      shape: 'object',
      document,
      pointer,
      specPointer: pointer,
      value: schedule,
    }));
  }
  const shape = shapeOf(value);
  if (shape === undefined) return [];
  return document.source.mayBeOther === true && !isSurely(shape, value)
    ? []
    : [{ shape, document, pointer: '', value }];
}

/** A list's items may lack their kind: `kubectl` fills it in, the API server does not. */
function withKindOf(list: Fields, item: unknown): unknown {
  const kind = String(list['kind']).replace(/List$/, '');
  if (!isFields(item) || 'kind' in item || kind === '') return item;
  return { apiVersion: list['apiVersion'], kind, ...item };
}

function isKubernetesList(value: Fields): boolean {
  return (
    typeof value['kind'] === 'string' &&
    value['kind'].endsWith('List') &&
    Array.isArray(value['items'])
  );
}

function shapeOf(value: unknown): Shape | undefined {
  if (Array.isArray(value)) return value.every(isEntryLike) ? 'provider-data' : undefined;
  if (!isFields(value)) return undefined;
  return SHAPES.find(([, matches]) => matches(value))?.[0];
}

/** Fields that nothing else is likely to have: many a file holds a `ttl`, an `app` or a `spec`. */
const TELLING_FIELDS = SPEC_FIELDS.filter((field) => field.includes('clude_'));

/** True of what is of this shape also among files of any kind. */
function isSurely(shape: Shape, value: unknown): boolean {
  switch (shape) {
    case 'spec':
      return Object.keys(fieldsOf(value)).some((field) => TELLING_FIELDS.includes(field));
    case 'entry':
      return isWholeEntry(value);
    case 'provider-data':
      return !Array.isArray(value) || (value.length > 0 && value.every(isWholeEntry));
    case 'databag':
      return typeof fieldsOf(value)['backup_targets'] === 'string' || isWholeEntry(value);
    default:
      return true;
  }
}

function isWholeEntry(value: unknown): boolean {
  return isFields(value) && ['app', 'relation_name', 'spec'].every((key) => key in value);
}

/** In the order in which they are tried. */
const SHAPES: readonly (readonly [Shape, (value: Fields) => boolean])[] = [
  ['inventory', (value) => isInventory(value)],
  ['object', (value) => typeof value['kind'] === 'string' && 'apiVersion' in value],
  [
    'juju-config',
    (value) => typeof value['application'] === 'string' && isFields(value['settings']),
  ],
  ['show-unit', (value) => everyMember(value, isUnit)],
  ['juju-model', (value) => everyMember(value, (_, model) => 'model-uuid' in fieldsOf(model))],
  ['juju-status', (value) => isFields(value['model']) && isFields(value['applications'])],
  ['databag', (value) => isDatabag(value)],
  ['provider-data', (value) => 'backup_targets' in value],
  ['entry', isEntryLike],
  ['spec', (value) => isSpec(value)],
];

function isInventory(value: Fields): boolean {
  return Array.isArray(value['groups']) && 'objects' in value;
}

function everyMember(value: Fields, matches: (key: string, member: unknown) => boolean): boolean {
  const members = Object.entries(value);
  return members.length > 0 && members.every(([key, member]) => matches(key, member));
}

function isUnit(key: string, member: unknown): boolean {
  return /^[^/]+\/\d+$/.test(key) && isFields(member);
}

function isDatabag(value: Fields): boolean {
  if (typeof value['backup_targets'] === 'string') return true;
  return typeof value['spec'] === 'string' && 'app' in value;
}

function isEntryLike(value: unknown): boolean {
  return isFields(value) && ['app', 'relation_name', 'model', 'spec'].some((key) => key in value);
}

/** One field that is known makes a spec, so a misspelt one next to it is found. */
function isSpec(value: Fields): boolean {
  const keys = Object.keys(value);
  return keys.length === 0 || keys.some((key) => SPEC_FIELDS.includes(key));
}
