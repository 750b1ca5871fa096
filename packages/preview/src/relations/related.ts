// Room: Objects that are saved because others refer to them. May import collect, discovery, inventory.
import type { Cluster } from '../collect/cluster.js';
import type { Request } from '../collect/request.js';
import type { ApiType } from '../discovery/api-type.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { isBeingDeleted, labelOf } from '../inventory/inventory.js';
import type { Relation } from '../rules.js';

/** An object that another one asks for, by its name; it may not exist. */
interface Wish {
  readonly relation: Relation;
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
}

/** An object that another one asks for. */
export interface Related extends Wish {
  /** The type in the cluster; undefined where it serves none. */
  readonly resolved: ApiType | undefined;
  /** Its place in the inventory; undefined where it does not exist. */
  readonly place: number | undefined;
}

const PODS = 'pods';
const CLAIMS = 'persistentvolumeclaims';
const ACCOUNTS = 'serviceaccounts';
const BINDINGS = 'clusterrolebindings.rbac.authorization.k8s.io';
const ROLES = 'clusterroles.rbac.authorization.k8s.io';

const NO_GROUP: readonly Related[] = [];

/** Relations by cluster, and by what decides them of a release and a server: they are the same for every Backup. */
const KNOWN = new WeakMap<Cluster, Map<string, Relations>>();

/** The relations that a Backup follows. */
export function relationsFor({ cluster, semantics, volumeGroupLabel }: Request): Relations {
  const { savesPodsOfClaims } = semantics;
  const groupLabel = semantics.groupsClaims ? volumeGroupLabel : undefined;
  const ofCluster = KNOWN.get(cluster) ?? new Map<string, Relations>();
  KNOWN.set(cluster, ofCluster);
  const key = `${savesPodsOfClaims} ${groupLabel ?? ''}`;
  const known = ofCluster.get(key) ?? new Relations(cluster, groupLabel, savesPodsOfClaims);
  ofCluster.set(key, known);
  return known;
}

/** Velero's built-in item and item block actions: which objects are saved along with one. */
class Relations {
  /** The places of objects that ask for others, in the inventory's order. */
  readonly askers: readonly number[];
  readonly #asked: ReadonlyMap<number, readonly Related[]>;
  readonly #runningPodsByClaim: ReadonlyMap<string, readonly string[]>;
  readonly #claimsByGroup: ReadonlyMap<string, readonly Related[]>;
  readonly #bindingsByAccount: ReadonlyMap<string, readonly InventoryObject[]>;
  readonly #groupLabel: string | undefined;
  readonly #cluster: Cluster;

  constructor(cluster: Cluster, groupLabel: string | undefined, savesPodsOfClaims: boolean) {
    this.#groupLabel = groupLabel;
    this.#runningPodsByClaim = groupBy(
      savesPodsOfClaims ? objectsOf(cluster, PODS).filter(isRunning) : [],
      claimsOf,
      nameOf,
    );
    this.#claimsByGroup = groupBy(
      cluster.ofType(CLAIMS),
      (place) => this.#groupOf(cluster.object(place)),
      (place) => siblingAt(place, cluster),
    );
    this.#bindingsByAccount = groupBy(bindings(cluster), accountsOf, (binding) => binding);
    this.#asked = new Map(
      [PODS, CLAIMS, ACCOUNTS]
        .flatMap((type) => cluster.ofType(type))
        .sort((one, other) => one - other)
        .map((place) => [place, this.#askedBy(cluster, cluster.object(place))] as const)
        .filter(([, related]) => related.length > 0),
    );
    this.askers = [...this.#asked.keys()];
    this.#cluster = cluster;
  }

  /** The objects that the one at a place asks for, but for the claims of its volume group. */
  of(place: number): readonly Related[] {
    return this.#asked.get(place) ?? [];
  }

  /**
   * The claims of the volume group of a claim, itself among them, which it asks for behind all others; empty
   * where it asks for none. One list for all claims of a group: each of thousands asks for all others.
   */
  groupOf(place: number): readonly Related[] {
    const object = this.#cluster.object(place);
    if (object.resource !== CLAIMS || !this.#asked.has(place)) return NO_GROUP;
    const [group] = this.#groupOf(object);
    return group === undefined ? NO_GROUP : (this.#claimsByGroup.get(group) ?? NO_GROUP);
  }

  #askedBy(cluster: Cluster, object: InventoryObject): readonly Related[] {
    return this.#relatedTo(object).map((related) => {
      const type = cluster.discovery.resolve(related.type);
      const place = type && cluster.find(type.id, related.namespace, related.name);
      return { ...related, resolved: type, place };
    });
  }

  #relatedTo(object: InventoryObject): readonly Wish[] {
    switch (object.resource) {
      case PODS:
        return relatedToPod(object);
      case CLAIMS:
        return this.#relatedToClaim(object);
      case ACCOUNTS:
        return this.#relatedToAccount(object);
      default:
        return [];
    }
  }

  /** Nothing but a bound claim with a volume has relations. */
  #relatedToClaim(claim: InventoryObject): readonly Wish[] {
    const volumeName = claim.spec?.volumeName ?? '';
    if (claim.status?.phase !== 'Bound' || volumeName === '') return [];
    const namespace = claim.namespace ?? '';
    const pods = this.#runningPodsByClaim.get(`${namespace}/${claim.name}`) ?? [];
    return [
      { relation: 'claim-to-volume', type: 'persistentvolumes', namespace: '', name: volumeName },
      ...pods.map((name) => ({ relation: 'claim-to-pod' as const, type: PODS, namespace, name })),
    ];
  }

  #relatedToAccount({ namespace, name }: InventoryObject): readonly Wish[] {
    const found = this.#bindingsByAccount.get(`${namespace ?? ''}/${name}`) ?? [];
    const roles = found.flatMap(({ roleRef }) => roleRef?.name ?? []);
    return [
      ...found.map((binding) => ({
        relation: 'account-to-binding' as const,
        type: BINDINGS,
        namespace: '',
        name: binding.name,
      })),
      ...roles.map((role) => ({
        relation: 'account-to-role' as const,
        type: ROLES,
        namespace: '',
        name: role,
      })),
    ];
  }

  #groupOf(claim: InventoryObject): readonly string[] {
    const group = this.#groupLabel === undefined ? '' : (labelOf(claim, this.#groupLabel) ?? '');
    return group === '' ? [] : [`${claim.namespace ?? ''}/${group}`];
  }
}

function siblingAt(place: number, cluster: Cluster): Related {
  const { namespace, name } = cluster.object(place);
  const resolved = cluster.discovery.resolve(CLAIMS);
  const relation = 'claim-to-volume-group';
  return { relation, type: CLAIMS, namespace: namespace ?? '', name, resolved, place };
}

function objectsOf(cluster: Cluster, type: string): readonly InventoryObject[] {
  return cluster.ofType(type).map((index) => cluster.object(index));
}

/** Velero asks for bindings only where the API server has RBAC. */
function bindings(cluster: Cluster): readonly InventoryObject[] {
  return cluster.discovery.byId(BINDINGS) === undefined ? [] : objectsOf(cluster, BINDINGS);
}

function relatedToPod(pod: InventoryObject): readonly Wish[] {
  const namespace = pod.namespace ?? '';
  const priorityClassName = pod.spec?.priorityClassName ?? '';
  const claims = claimNames(pod)
    .filter((name) => name !== '')
    .map((name) => ({ relation: 'pod-to-claim' as const, type: CLAIMS, namespace, name }));
  if (priorityClassName === '') return claims;
  const type = 'priorityclasses.scheduling.k8s.io';
  const name = priorityClassName;
  return [{ relation: 'pod-to-priority-class', type, namespace: '', name }, ...claims];
}

function isRunning(pod: InventoryObject): boolean {
  const isScheduled = (pod.spec?.nodeName ?? '') !== '';
  return isScheduled && pod.status?.phase === 'Running' && !isBeingDeleted(pod);
}

function nameOf({ name }: InventoryObject): string {
  return name;
}

function claimNames({ spec }: InventoryObject): readonly string[] {
  const volumes = spec?.volumes ?? [];
  return volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}

/** Each claim once for each volume that uses it: Velero asks for the pod as often, to no effect. */
function claimsOf(pod: InventoryObject): readonly string[] {
  return claimNames(pod).map((name) => `${pod.namespace ?? ''}/${name}`);
}

function accountsOf({ subjects }: InventoryObject): readonly string[] {
  const accounts = (subjects ?? []).filter(({ kind }) => kind === 'ServiceAccount');
  return [...new Set(accounts.map(({ namespace, name }) => `${namespace ?? ''}/${name}`))];
}

function groupBy<Item, Value>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
  toValue: (item: Item) => Value,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [toValue(item)]);
      else known.push(toValue(item));
    }
  }
  return groups;
}
