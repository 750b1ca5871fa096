/** The picture as data: namespaces as boxes, in each the types, in each the objects. */
import type { Decision } from '@k8s-backup-target/preview';
import type { Picture } from '../../answer/answer.js';

export type Shown = Extract<Picture, { ok: true }>;

/** Whether a volume's data is in the backup; null for what has no data of its own. */
export type Data = 'saved' | 'not-saved' | 'unknown' | null;

export interface DrawnObject {
  readonly decision: Decision;
  readonly data: Data;
  readonly change: 'gained' | 'lost' | null;
}

export interface DrawnType {
  readonly resource: string;
  readonly objects: readonly DrawnObject[];
}

export interface DrawnNamespace {
  /** Empty for cluster-scoped objects. */
  readonly name: string;
  readonly included: number;
  readonly excluded: number;
  readonly types: readonly DrawnType[];
}

/** What is to be shown of it. */
export interface Choice {
  readonly state: 'all' | 'in' | 'out' | 'changed';
  /** A part of a name or type; empty for all. */
  readonly words: string;
}

/** Draws what was chosen. The namespaces with most of the backup come first, what belongs to none last. */
export function draw(picture: Shown, choice: Choice): readonly DrawnNamespace[] {
  const data = dataOf(picture);
  const change = changesOf(picture);
  const spaces = new Map<string, Map<string, DrawnObject[]>>();
  const words = choice.words.trim().toLowerCase();
  for (const decision of picture.result.decisions) {
    const { key, namespace, resource } = decision;
    const drawn = {
      decision,
      data: decision.included ? (data.get(key) ?? null) : null,
      change: change.get(key) ?? null,
    };
    if (!isChosen(drawn, choice.state) || !key.toLowerCase().includes(words)) continue;
    const types = spaces.get(namespace) ?? new Map<string, DrawnObject[]>();
    spaces.set(namespace, types);
    const objects = types.get(resource) ?? [];
    types.set(resource, objects);
    objects.push(drawn);
  }
  return [...spaces].map(([name, types]) => boxOf(name, types)).sort(byWeight);
}

function isChosen({ decision, change }: DrawnObject, state: Choice['state']): boolean {
  if (state === 'all') return true;
  return state === 'changed' ? change !== null : decision.included === (state === 'in');
}

function boxOf(name: string, types: ReadonlyMap<string, DrawnObject[]>): DrawnNamespace {
  const sorted = [...types]
    .map(([resource, objects]) => ({ resource, objects }))
    .sort((one, other) => (one.resource < other.resource ? -1 : 1));
  const all = sorted.flatMap(({ objects }) => objects);
  const included = all.filter(({ decision }) => decision.included).length;
  return { name, included, excluded: all.length - included, types: sorted };
}

function byWeight(one: DrawnNamespace, other: DrawnNamespace): number {
  if ((one.name === '') !== (other.name === '')) return one.name === '' ? 1 : -1;
  return other.included - one.included || (one.name < other.name ? -1 : 1);
}

/** By the claim, else the PersistentVolume; a volume of a pod without a claim is the pod's. */
function dataOf({ volumes }: Shown): ReadonlyMap<string, Data> {
  return new Map(
    volumes.flatMap(({ claim, persistentVolume, pod, method }) => {
      const data = dataBy(method);
      const volume = `persistentvolumes//${persistentVolume}`;
      if (claim !== null) {
        const key = `persistentvolumeclaims/${claim}`;
        return persistentVolume === null
          ? [[key, data] as const]
          : [[key, data] as const, [volume, data] as const];
      }
      return [[persistentVolume === null ? `pods/${pod}` : volume, data] as const];
    }),
  );
}

function dataBy(method: Shown['volumes'][number]['method']): Data {
  if (method === 'unknown') return 'unknown';
  return method === 'none' || method === 'error' ? 'not-saved' : 'saved';
}

function changesOf({ comparison }: Shown): ReadonlyMap<string, 'gained' | 'lost'> {
  if (comparison === null) return new Map();
  return new Map([
    ...comparison.gained.map(({ key }) => [key, 'gained'] as const),
    ...comparison.lost.map(({ key }) => [key, 'lost'] as const),
  ]);
}
