import {
  isPreviewSpecError,
  type PreviewSpec,
  preview,
  snapshotLocationFaults,
  type ValidationIssue,
  type ValidationRule,
} from '@k8s-backup-target/preview';
import * as templates from '../generated/cluster-templates.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import { isMarked, type Named, type Neighbour, type Neighbours } from './neighbours.js';
import type { ObjectFinding } from './object-faults.js';
import { trapOf } from './spec-traps.js';
import { isPolicy } from './volume-faults.js';

const STORAGE = 'BackupStorageLocation';
const SNAPSHOTS = 'VolumeSnapshotLocation';

/** What a spec names of one kind: the faults of the name, and what Velero finds in a cluster. */
interface Referred {
  readonly notJudged: readonly ObjectFinding[];
  readonly objects: readonly Neighbour[];
}

/** What a policy says, whichever BackupSpec names it. */
interface Policy {
  readonly refused: readonly ValidationIssue[];
  readonly hasFilters: boolean;
}

/**
 * What Velero refuses of the objects that BackupSpecs name. What was not given may exist all the same, so it is named,
 * and not judged. What depends on such an object alone is found once, however many specs name it.
 */
export class References {
  readonly #neighbours: Neighbours;
  readonly #veleroVersion: string;
  readonly #policies = new Map<Neighbour, Policy>();
  readonly #decisive = new Map<readonly Neighbour[], readonly Neighbour[]>();

  constructor(neighbours: Neighbours, veleroVersion: string) {
    this.#neighbours = neighbours;
    this.#veleroVersion = veleroVersion;
  }

  /** @param spec a BackupSpec as it is stored, of `input`. The findings have pointers into it. */
  faultsOf(spec: Fields, input: ShapedInput): readonly ObjectFinding[] {
    const storage = this.#storageOf(spec, input);
    const configMap = this.#configMapOf(spec, input);
    const policies = configMap.objects.map((one) => this.#policyOf(one));
    const name = configMap.objects[0]?.name ?? '';
    const refused =
      storage.objects.length + policies.length === 0
        ? []
        : this.#refused(spec, {
            objects: storage.objects.map(toInventory),
            configMaps: policies.some(({ hasFilters }) => hasFilters) ? [shortPolicy(name)] : null,
          });
    // The structure of the object is wrong, and that is said.
    const isRead = refused !== undefined;
    return [
      ...storage.notJudged,
      ...by('backup-location', refused),
      ...snapshotFaults(spec, input, this.#neighbours),
      ...configMap.notJudged,
      ...(isRead ? policies.flatMap((policy) => policy.refused.map(asFinding)) : []),
      ...by('policy-with-old-filters', refused),
    ];
  }

  #storageOf(spec: Fields, input: ShapedInput): Referred {
    const name = textOf(spec['storageLocation']) ?? '';
    if (name === '') {
      const groups = this.#neighbours.near(STORAGE, input);
      const objects = groups.flatMap((group) => this.#decisiveOf(group));
      return { notJudged: [], objects: objects.toSorted((one, two) => one.order - two.order) };
    }
    const named = this.#neighbours.named(STORAGE, name, input);
    return typeof named === 'string'
      ? { notJudged: [notGiven(named, '/storageLocation', { kind: STORAGE, name })], objects: [] }
      : { notJudged: [], objects: [named] };
  }

  /** Of locations that are marked: one that Velero takes, or else the first, of which Velero speaks. */
  #decisiveOf(group: readonly Neighbour[]): readonly Neighbour[] {
    const known = this.#decisive.get(group);
    if (known !== undefined) return known;
    const marked = group.filter(isMarked);
    const isTaken = (one: Neighbour) =>
      by('backup-location', this.#refused({}, { objects: [toInventory(one)] })).length === 0;
    const found = [marked.find(isTaken) ?? marked[0]].filter((one) => one !== undefined);
    this.#decisive.set(group, found);
    return found;
  }

  #configMapOf(spec: Fields, input: ShapedInput): Referred {
    const name = policyName(spec['resourcePolicy']);
    if (name === undefined) return { notJudged: [], objects: [] };
    const named = this.#neighbours.named('ConfigMap', name, input);
    return typeof named === 'string'
      ? {
          notJudged: [trapOf(templates.notJudgedPolicy, '/resourcePolicy', { name })],
          objects: [],
        }
      : { notJudged: [], objects: [named] };
  }

  #policyOf(configMap: Neighbour): Policy {
    const known = this.#policies.get(configMap);
    if (known !== undefined) return known;
    const { name, object } = configMap;
    const texts = Object.entries(fieldsOf(object['data'])).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    const configMaps = [{ name, data: Object.fromEntries(texts) }];
    const resourcePolicy = { kind: 'configmap', name };
    const issues = this.#refused({ ...OLD_FILTERS, resourcePolicy }, { configMaps }) ?? [];
    // What is wrong within a policy is said where it is written.
    const isSaid = texts.length === 1 && texts.some(([, text]) => isPolicy(text));
    const policy = {
      refused: isSaid ? [] : issues.filter(({ rule }) => rule === 'policy-invalid'),
      hasFilters: issues.some(({ rule }) => rule === 'policy-with-old-filters'),
    };
    this.#policies.set(configMap, policy);
    return policy;
  }

  /** What the controller refuses where a cluster holds nothing else; undefined for a spec that cannot be read. */
  #refused(
    spec: PreviewSpec,
    { objects = [], configMaps = null }: Cluster,
  ): readonly ValidationIssue[] | undefined {
    try {
      const cluster = { groups: [], objects, velero: { configMaps } };
      return preview(spec, cluster, { veleroVersion: this.#veleroVersion }).errors;
    } catch (error) {
      if (isPreviewSpecError(error)) return undefined;
      throw error;
    }
  }
}

interface Cluster {
  readonly objects?: readonly ReturnType<typeof toInventory>[];
  readonly configMaps?: readonly { name: string; data: Readonly<Record<string, string>> }[] | null;
}

/** A filter that no policy with filters goes with. */
const OLD_FILTERS = { includedResources: ['pods'] };

/** To any spec, a policy with filters of any length is as this one. */
function shortPolicy(name: string) {
  return { name, data: { policy: 'version: v1\nincludeExcludePolicy: {}' } };
}

function by(
  rule: ValidationRule,
  issues: readonly ValidationIssue[] | undefined,
): readonly ObjectFinding[] {
  return issues?.filter((issue) => issue.rule === rule).map(asFinding) ?? [];
}

function asFinding(issue: Omit<ObjectFinding, 'severity'>): ObjectFinding {
  return { severity: 'error', ...issue };
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

function snapshotFaults(
  spec: Fields,
  input: ShapedInput,
  neighbours: Neighbours,
): readonly ObjectFinding[] {
  const names = listOf(spec['volumeSnapshotLocations']).map((name) => textOf(name) ?? '');
  const named = names.map((name) => neighbours.named(SNAPSHOTS, name, input));
  const locations = named.flatMap((one, index) => {
    if (typeof one === 'string') return [];
    const provider = textOf(fieldsOf(one.object['spec'])['provider']) ?? '';
    return [{ name: names[index] ?? '', provider }];
  });
  const faults = snapshotLocationFaults(names, { locations });
  return [
    ...faults.filter(({ path }) => typeof named[indexIn(path)] === 'object').map(asFinding),
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

/** The ConfigMap that a `resourcePolicy` names: Velero reads policies from nothing else. */
export function policyName(resourcePolicy: unknown): string | undefined {
  const { kind, name } = fieldsOf(resourcePolicy);
  return textOf(kind)?.toLowerCase() === 'configmap' ? textOf(name) : undefined;
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
