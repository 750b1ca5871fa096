import type { ApiGroup, Inventory } from '@k8s-backup-target/preview';
import { type ClusterApi, JSON_OBJECTS, METADATA_ONLY } from '../cluster/api/cluster-api.js';
import { listAll } from '../cluster/api/list.js';
import { mapInParallel } from '../cluster/api/map-in-parallel.js';
import { isForbidden, isNotFound } from '../cluster/api/refusal.js';
import type { Restore, RestoredType } from '../generated/output.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { readDiscovery } from '../inventory/read-discovery.js';
import type { Contents } from './contents.js';
import { fingerprint } from './fingerprint.js';
import { isNeverRestored, restoreOrder } from './restore-order.js';

/** `present`: it is there, and whether it is the same was not or cannot be compared. */
export type RestoreState = keyof RestoredType['counts'];

/** The objects of a cluster, of one type: by `app/web`, null where only that it exists is known. */
type Existing = ReadonlyMap<string, string | null>;

/** What a cluster has of a type; `unknown` where it may not be listed. */
type Lookup = (resource: string) => Existing | 'not-served' | 'unknown';

/** Types of which kbt never asks for the contents. */
const SECRET: readonly string[] = ['secrets'];
const PARALLEL = 4;

/** The fingerprints of a tarball's objects, by their keys; null for what is not compared. */
export class Fingerprints {
  readonly #by = new Map<string, string | null>();

  add(key: string, resource: string, object: Fields): void {
    this.#by.set(key, SECRET.includes(resource) ? null : (fingerprint(object) ?? null));
  }

  of(key: string): string | null {
    return this.#by.get(key) ?? null;
  }
}

/** Compares with a live cluster; nothing is written. */
export async function againstCluster(
  contents: Contents,
  prints: Fingerprints,
  api: ClusterApi,
): Promise<Restore> {
  const groups = await readDiscovery(api);
  const names = [...contents.types.keys()];
  const lists = await mapInParallel(names, PARALLEL, (resource) =>
    listType(api, groups, resource, contents.types.get(resource)?.apiVersion ?? ''),
  );
  const byType = new Map(names.map((name, index) => [name, lists[index] ?? 'unknown']));
  return compared(contents, prints, api.context, (resource) => byType.get(resource) ?? 'unknown');
}

/** Compares with a saved inventory: it tells only what exists. */
export function againstInventory(
  contents: Contents,
  { groups, objects }: Inventory,
  name: string,
): Restore {
  const served = new Set(
    groups.flatMap(({ groupVersion, resources }) =>
      resources.map((resource) => typeName(resource.name, groupVersion)),
    ),
  );
  const existing = new Map<string, Map<string, null>>();
  for (const { resource, namespace, name: own } of objects) {
    const known = existing.get(resource) ?? new Map<string, null>();
    existing.set(resource, known.set(`${namespace ?? ''}/${own}`, null));
  }
  return compared(contents, new Fingerprints(), name, (resource) =>
    served.has(resource) ? (existing.get(resource) ?? new Map()) : 'not-served',
  );
}

function typeName(plural: string, groupVersion: string): string {
  return groupVersion.includes('/') ? `${plural}.${groupVersion.split('/')[0]}` : plural;
}

async function listType(
  api: ClusterApi,
  groups: readonly ApiGroup[],
  resource: string,
  apiVersion: string,
): Promise<Existing | 'not-served' | 'unknown'> {
  const [plural = '', ...group] = resource.split('.');
  const served = groups.find(
    ({ groupVersion, resources }) =>
      typeName(plural, groupVersion) === [plural, ...group].join('.') &&
      resources.some(({ name }) => name === plural),
  );
  if (served === undefined) return 'not-served';
  const { groupVersion } = served;
  const path = `${groupVersion === 'v1' ? '/api' : '/apis'}/${groupVersion}/${plural}`;
  const isSecret = SECRET.includes(resource);
  try {
    const items = await listAll(api, path, isSecret ? METADATA_ONLY : JSON_OBJECTS);
    const kind = { apiVersion: groupVersion, kind: kindOf(served, plural) };
    const isSameVersion = groupVersion === apiVersion;
    return new Map(
      items.map((item) => {
        const object = fieldsOf(item);
        const { namespace, name } = fieldsOf(object['metadata']);
        // A list does not repeat the kind of its items.
        const print = isSecret || !isSameVersion ? undefined : fingerprint({ ...object, ...kind });
        return [`${textOf(namespace) ?? ''}/${textOf(name) ?? ''}`, print ?? null] as const;
      }),
    );
  } catch (error) {
    if (!isForbidden(error) && !isNotFound(error)) throw error;
    return isNotFound(error) ? 'not-served' : 'unknown';
  }
}

function kindOf({ resources }: ApiGroup, plural: string): string {
  return resources.find(({ name }) => name === plural)?.kind ?? '';
}

function compared(
  { keys, types }: Contents,
  prints: Fingerprints,
  cluster: string,
  lookup: Lookup,
): Restore {
  const byType = new Map<string, string[]>();
  for (const key of keys) {
    const resource = key.slice(0, key.indexOf('/'));
    const known = byType.get(resource);
    if (known === undefined) byType.set(resource, [key]);
    else known.push(key);
  }
  const objects: { key: string; state: RestoreState }[] = [];
  const made = restoreOrder([...types.keys()]).map((resource): RestoredType => {
    const existing = lookup(resource);
    const counts = { absent: 0, same: 0, different: 0, present: 0, unknown: 0 };
    for (const key of (byType.get(resource) ?? []).sort()) {
      const state = stateOf(key, existing, prints);
      counts[state] += 1;
      objects.push({ key, state });
    }
    return { resource, restore: restoreOf(resource, existing), counts };
  });
  return { cluster, types: made, objects };
}

function restoreOf(resource: string, existing: ReturnType<Lookup>): RestoredType['restore'] {
  if (isNeverRestored(resource)) return 'never';
  return existing === 'not-served' ? 'not-served' : 'restored';
}

function stateOf(key: string, existing: ReturnType<Lookup>, prints: Fingerprints): RestoreState {
  if (existing === 'unknown') return 'unknown';
  if (existing === 'not-served') return 'absent';
  const found = existing.get(key.slice(key.indexOf('/') + 1));
  if (found === undefined) return 'absent';
  const own = prints.of(key);
  if (found === null || own === null) return 'present';
  return found === own ? 'same' : 'different';
}
