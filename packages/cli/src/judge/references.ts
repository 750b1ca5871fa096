import {
  isPreviewSpecError,
  preview,
  snapshotLocationFaults,
  type ValidationRule,
} from '@k8s-backup-target/preview';
import * as templates from '../generated/cluster-templates.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import type { Named, Neighbour, Neighbours } from './neighbours.js';
import type { ObjectFinding } from './object-faults.js';
import { trapOf } from './spec-traps.js';
import { isPolicy } from './volume-faults.js';

/** A BackupSpec as it is stored, and the input that it is of. */
interface Referring {
  readonly spec: Fields;
  readonly input: ShapedInput;
  readonly neighbours: Neighbours;
  readonly veleroVersion: string;
}

/**
 * What Velero refuses of the objects that a BackupSpec names, with pointers into it. What was not given may exist all
 * the same, so it is named, and not judged.
 */
export function referenceFaults(referring: Referring): readonly ObjectFinding[] {
  return [...storageFaults(referring), ...snapshotFaults(referring), ...policyFaultsOf(referring)];
}

const STORAGE = 'BackupStorageLocation';
const SNAPSHOTS = 'VolumeSnapshotLocation';

function storageFaults(referring: Referring): readonly ObjectFinding[] {
  const { spec, input, neighbours } = referring;
  const name = textOf(spec['storageLocation']) ?? '';
  if (name === '') {
    const marked = neighbours.near(STORAGE, input).filter(({ object }) => isMarked(object));
    return refusals(referring, 'backup-location', { objects: marked.map(toInventory) });
  }
  const named = neighbours.named(STORAGE, name, input);
  if (typeof named === 'string')
    return [notGiven(named, '/storageLocation', { kind: STORAGE, name })];
  return refusals(referring, 'backup-location', { objects: [toInventory(named)] });
}

function isMarked(object: Fields): boolean {
  return fieldsOf(object['spec'])['default'] === true;
}

/** A manifest has no status: then the location is taken for available. */
function toInventory({ name, object }: Neighbour) {
  const { default: isDefault, accessMode } = fieldsOf(object['spec']);
  const { phase } = fieldsOf(object['status']);
  return {
    resource: 'backupstoragelocations.velero.io',
    namespace: 'velero',
    name,
    spec: { default: isDefault === true, accessMode: textOf(accessMode) ?? '' },
    status: { phase: textOf(phase) ?? 'Available' },
  };
}

function snapshotFaults({ spec, input, neighbours }: Referring): readonly ObjectFinding[] {
  const names = listOf(spec['volumeSnapshotLocations']).map((name) => textOf(name) ?? '');
  const named = names.map((name) => neighbours.named(SNAPSHOTS, name, input));
  const locations = named.flatMap((one, index) => {
    if (typeof one === 'string') return [];
    const provider = textOf(fieldsOf(one.object['spec'])['provider']) ?? '';
    return [{ name: names[index] ?? '', provider }];
  });
  const faults = snapshotLocationFaults(names, { locations });
  return [
    ...faults
      .filter(({ path }) => typeof named[indexIn(path)] === 'object')
      .map((fault): ObjectFinding => ({ severity: 'error', ...fault })),
    ...named.flatMap((one, index) =>
      typeof one === 'string'
        ? [
            notGiven(one, `/volumeSnapshotLocations/${index}`, {
              kind: SNAPSHOTS,
              name: names[index] ?? '',
            }),
          ]
        : [],
    ),
  ];
}

/** The place in the list that a pointer names; not a number where it names the whole list. */
function indexIn(path: string): number {
  return Number.parseInt(path.slice(path.lastIndexOf('/') + 1), 10);
}

function policyFaultsOf(referring: Referring): readonly ObjectFinding[] {
  const { spec, input, neighbours } = referring;
  const name = policyName(spec['resourcePolicy']);
  if (name === undefined) return [];
  const named = neighbours.named('ConfigMap', name, input);
  if (typeof named === 'string') {
    return [trapOf(templates.notJudgedPolicy, '/resourcePolicy', { name })];
  }
  const data = fieldsOf(named.object['data']);
  const texts = Object.entries(data).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const configMaps = [{ name, data: Object.fromEntries(texts) }];
  return [
    // What is wrong within a policy is said where it is written.
    ...(texts.some(([, text]) => isPolicy(text)) && texts.length === 1
      ? []
      : refusals(referring, 'policy-invalid', { configMaps })),
    ...refusals(referring, 'policy-with-old-filters', { configMaps }),
  ];
}

/** The ConfigMap that a `resourcePolicy` names: Velero reads policies from nothing else. */
export function policyName(resourcePolicy: unknown): string | undefined {
  const { kind, name } = fieldsOf(resourcePolicy);
  return textOf(kind)?.toLowerCase() === 'configmap' ? textOf(name) : undefined;
}

interface Cluster {
  readonly objects?: readonly ReturnType<typeof toInventory>[];
  readonly configMaps?: readonly { name: string; data: Readonly<Record<string, string>> }[];
}

/** What the controller refuses by one rule, where a cluster holds nothing else. */
function refusals(
  { spec, veleroVersion }: Referring,
  rule: ValidationRule,
  { objects = [], configMaps = [] }: Cluster,
): readonly ObjectFinding[] {
  try {
    const cluster = { groups: [], objects, velero: { configMaps } };
    const { errors } = preview(spec, cluster, { veleroVersion });
    return errors
      .filter((error) => error.rule === rule)
      .map((error): ObjectFinding => ({ severity: 'error', ...error }));
  } catch (error) {
    // The structure of the object is wrong, and that is said.
    if (isPreviewSpecError(error)) return [];
    throw error;
  }
}

function notGiven(
  named: Exclude<Named, Neighbour>,
  path: string,
  values: { readonly kind: string; readonly name: string },
): ObjectFinding {
  return named === 'none'
    ? trapOf(templates.notJudgedLocation, path, values)
    : trapOf(templates.notJudgedSeveral, path, values);
}
