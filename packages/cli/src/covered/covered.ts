// Room: What no Schedule saves of a cluster. May import any room that does not need it.

import type { Coverage, CoveredObject, VolumeFate } from '@k8s-backup-target/preview';
import { groupBy } from '../collections/group-by.js';
import type { CoveredItem, CoveredNamespace, Share } from '../generated/output.js';
import { withData } from '../preview/volumes.js';
import type { Source } from './source.js';

/**
 * How well an object is covered.
 *
 * | state | meaning |
 * |---|---|
 * | `none` | no Schedule and no target selects it |
 * | `stopped` | only such as are paused, failing, expired or missing |
 * | `unknown` | one selects it of which it is not known whether it works |
 * | `covered` | a Schedule that works saves it |
 */
export type CoverState = CoveredItem['state'];

/** The worst first. */
export const COVER_STATES: readonly CoverState[] = ['none', 'stopped', 'unknown', 'covered'];

/**
 * Whether the data of a claim is saved by a source that works.
 *
 * | value | |
 * |---|---|
 * | `saved` | one saves it |
 * | `not-saved` | the claim is saved, and the data of its volume is not |
 * | `unknown` | what decides is not in the inventory |
 */
export type ClaimData = NonNullable<CoveredItem['data']>;

/** What people run. What these make, such as pods, is made anew from them. */
const WORKLOADS: ReadonlySet<string> = new Set([
  'cronjobs.batch',
  'daemonsets.apps',
  'deployments.apps',
  'statefulsets.apps',
]);
const CLAIMS = 'persistentvolumeclaims';

/** The best first. */
const CLAIM_DATA: readonly ClaimData[] = ['saved', 'unknown', 'not-saved'];

/** A source, and what it does with the data of each claim, by `namespace/name`. */
export interface JudgedSource extends Pick<Source, 'name' | 'state'> {
  readonly claims: ReadonlyMap<string, ClaimData>;
}

function isWorking({ state }: JudgedSource): boolean {
  return state === 'working';
}

/** What a Backup does with the data of each claim: of several pods that mount it, one is enough. */
export function claimsOf(fates: readonly VolumeFate[]): ReadonlyMap<string, ClaimData> {
  return new Map(
    withData(fates).flatMap((fate) =>
      fate.claim === null ? [] : [[fate.claim, dataOf(fate)] as const],
    ),
  );
}

function dataOf({ method }: VolumeFate): ClaimData {
  if (method === 'unknown') return 'unknown';
  return method === 'none' || method === 'error' ? 'not-saved' : 'saved';
}

/** Objects with their states, by the sources that save them. */
export class Judged {
  readonly #sources: readonly JudgedSource[];
  /** Objects of the same sources share a list, so each list is judged once. */
  readonly #states = new Map<readonly number[], CoverState>();

  constructor(sources: readonly JudgedSource[]) {
    this.#sources = sources;
  }

  stateOf({ savedBy }: CoveredObject): CoverState {
    const known = this.#states.get(savedBy) ?? this.#judge(savedBy);
    this.#states.set(savedBy, known);
    return known;
  }

  namesOf(savedBy: readonly number[]): readonly string[] {
    return savedBy.map((place) => this.#sources[place]?.name ?? '');
  }

  /** Of the sources that work, the one that does most for the data of a claim. */
  dataOf({ namespace, name, savedBy }: CoveredObject): ClaimData | null {
    const working = savedBy.flatMap((place) => this.#sources[place] ?? []).filter(isWorking);
    const claim = `${namespace}/${name}`;
    const found = new Set(working.map(({ claims }) => claims.get(claim) ?? 'not-saved'));
    return CLAIM_DATA.find((data) => found.has(data)) ?? null;
  }

  #judge(savedBy: readonly number[]): CoverState {
    const states = new Set(savedBy.map((place) => this.#sources[place]?.state));
    if (states.size === 0) return 'none';
    if (states.has('working')) return 'covered';
    return states.has('unknown') ? 'unknown' : 'stopped';
  }
}

/** Workloads and claims, the worst first. */
export function itemsOf(objects: readonly CoveredObject[], judged: Judged): readonly CoveredItem[] {
  return objects
    .filter(({ resource }) => WORKLOADS.has(resource) || resource === CLAIMS)
    .map((object): CoveredItem => {
      const { resource, namespace, name, savedBy } = object;
      return {
        resource,
        namespace,
        name,
        state: judged.stateOf(object),
        savedBy: judged.namesOf(savedBy),
        data: resource === CLAIMS ? judged.dataOf(object) : null,
      };
    })
    .sort((one, other) => rank(one.state) - rank(other.state));
}

/** Namespaces, the worst first. */
export function namespacesOf(
  { objects }: Pick<Coverage, 'objects'>,
  judged: Judged,
): readonly CoveredNamespace[] {
  return [...groupBy(objects, ({ namespace }) => namespace)]
    .map(([namespace, inside]) => namespaceOf(namespace, inside, judged))
    .sort((one, other) => rank(one.state) - rank(other.state));
}

function namespaceOf(
  namespace: string,
  objects: readonly CoveredObject[],
  judged: Judged,
): CoveredNamespace {
  const workloads = objects.filter(({ resource }) => WORKLOADS.has(resource));
  const claims = objects.filter(({ resource }) => resource === CLAIMS);
  const states = [...workloads, ...claims].map((object) => judged.stateOf(object));
  const worst = COVER_STATES.find((state) => states.includes(state));
  const lists = new Set(objects.map(({ savedBy }) => savedBy));
  return {
    namespace,
    state: worst ?? 'empty',
    workloads: shareOf(workloads, judged),
    claims: shareOf(claims, judged),
    objects: shareOf(objects, judged),
    savedBy: [...new Set([...lists].flatMap((list) => judged.namesOf(list)))],
  };
}

function shareOf(objects: readonly CoveredObject[], judged: Judged): Share {
  const covered = objects.filter((object) => judged.stateOf(object) === 'covered').length;
  return { covered, all: objects.length };
}

function rank(state: CoverState | 'empty'): number {
  return state === 'empty' ? COVER_STATES.length : COVER_STATES.indexOf(state);
}
