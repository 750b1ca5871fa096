import type { Cluster } from '../collect/cluster.js';
import type { Request } from '../collect/request.js';
import type { InventoryObject } from '../inventory/inventory.js';
import type { Policies } from '../policies/policies.js';
import { nodesWithAgent, readyByDaemonSets } from './node-agents.js';
import { REPOSITORIES, withoutRepository } from './repositories.js';
import { factsOfVolume, fieldsIn, textIn, type VolumeFacts, withClaim } from './volume-facts.js';

const PODS = 'pods';
const CLAIMS = 'persistentvolumeclaims';
const VOLUMES = 'persistentvolumes';

/** A volume of a pod. */
export interface PodVolume {
  readonly name: string;
  /** Empty for a volume without a claim. */
  readonly claim: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An answer that may be an error, as Velero's functions give it. */
export type OrError<Value> = { readonly value: Value } | { readonly error: string };

/** The cluster and the Backup, as Velero's decisions about volumes look at them. */
export class VolumeState {
  readonly cluster: Cluster;
  readonly request: Request;
  #podsByClaim: ReadonlyMap<string, readonly InventoryObject[]> | undefined;

  #own: VolumeState | undefined;
  #knowsClasses: boolean | undefined;
  #collectsClaims: boolean | undefined;
  #nodesWithAgent: ReadonlySet<string> | undefined;
  #withoutRepository: ReadonlySet<string> | undefined;
  readonly #lists = new Map<string, readonly InventoryObject[]>();
  readonly #facts = new Map<InventoryObject, VolumeFacts>();

  constructor(request: Request) {
    this.cluster = request.cluster;
    this.request = request;
  }

  /** The same with the policies that the Backup itself names. */
  withOwnPolicies(): VolumeState {
    const { request } = this;
    if (request.policies === request.ownPolicies) return this;
    this.#own ??= new VolumeState({ ...request, policies: request.ownPolicies });
    return this.#own;
  }

  /** False for an inventory that does not tell the StorageClasses of claims. */
  get knowsStorageClasses(): boolean {
    this.#knowsClasses ??= this.claims.some(({ spec }) => 'storageClassName' in fieldsIn(spec));
    return this.#knowsClasses;
  }

  /** The nodes on which a node agent of Velero runs. */
  get nodesWithAgent(): ReadonlySet<string> {
    this.#nodesWithAgent ??= nodesWithAgent(this.pods, this.request.veleroNamespace);
    return this.#nodesWithAgent;
  }

  /** The namespaces of which no files are copied for want of a repository that is ready. */
  get withoutRepository(): ReadonlySet<string> {
    this.#withoutRepository ??= withoutRepository(this.all(REPOSITORIES), this.request);
    return this.#withoutRepository;
  }

  /** True where a node agent is ready, whatever its node. */
  get hasReadyAgent(): boolean {
    return (
      readyByDaemonSets(this.all('daemonsets.apps'), this.request.veleroNamespace) ??
      this.nodesWithAgent.size > 0
    );
  }

  get policies(): Policies | undefined {
    return this.request.policies;
  }

  get pods(): readonly InventoryObject[] {
    return this.all(PODS);
  }

  get claims(): readonly InventoryObject[] {
    return this.all(CLAIMS);
  }

  get volumes(): readonly InventoryObject[] {
    return this.all(VOLUMES);
  }

  /** True where claims are among the types that the Backup collects. */
  get collectsClaims(): boolean {
    this.#collectsClaims ??= this.request.resources.collects(CLAIMS).passes;
    return this.#collectsClaims;
  }

  claim(namespace: string, name: string): InventoryObject | undefined {
    return this.#find(CLAIMS, namespace, name);
  }

  volume(name: string): InventoryObject | undefined {
    return this.#find(VOLUMES, '', name);
  }

  /** Velero's GetPVForPVC. */
  volumeOf(claim: InventoryObject): OrError<InventoryObject> {
    const name = claim.spec?.volumeName ?? '';
    const called = `PVC ${claim.namespace ?? ''}/${claim.name}`;
    if (name === '') return { error: `${called} has no volume backing this claim` };
    const phase = claim.status?.phase ?? '';
    if (phase !== 'Bound') {
      return { error: `${called} is in phase ${phase} and is not bound to a volume` };
    }
    const volume = this.volume(name);
    return volume === undefined
      ? { error: `failed to get PV ${name} for ${called}: persistentvolumes "${name}" not found` }
      : { value: volume };
  }

  /** Velero's isHostPathVolume: its error about a claim that names a volume which is not there, in whatever phase. */
  volumeGone(namespace: string, claim: string): string | undefined {
    const name = this.claim(namespace, claim)?.spec?.volumeName ?? '';
    const isThere = name === '' || this.volume(name) !== undefined;
    return isThere ? undefined : `persistentvolumes "${name}" not found`;
  }

  /** What policies can ask of a PersistentVolume, with its claim where it is asked through one. */
  factsOf(volume: InventoryObject, claim?: InventoryObject): VolumeFacts {
    const known = this.#facts.get(volume) ?? factsOfVolume(volume);
    this.#facts.set(volume, known);
    return claim === undefined ? known : withClaim(known, claim);
  }

  /** The pods that mount a claim, as far as Velero knows them. */
  podsUsing(namespace: string, claim: string): readonly InventoryObject[] {
    this.#podsByClaim ??= podsByClaim(this.#knownPods());
    return this.#podsByClaim.get(`${namespace}/${claim}`) ?? [];
  }

  /** From 1.18 on only pods of included namespaces are known, unless no namespace is included. */
  #knownPods(): readonly InventoryObject[] {
    const { semantics, namespaces } = this.request;
    if (!semantics.knowsPodsOfIncludedNamespaces) return this.pods;
    const included = this.cluster.namespaces().some(({ name }) => namespaces.judge(name).included);
    return included
      ? this.pods.filter(({ namespace }) => namespaces.judge(namespace ?? '').included)
      : this.pods;
  }

  /** All objects of a type, listed once. */
  all(type: string): readonly InventoryObject[] {
    const known = this.#lists.get(type);
    if (known !== undefined) return known;
    const list = this.cluster.ofType(type).map((index) => this.cluster.object(index));
    this.#lists.set(type, list);
    return list;
  }

  #find(type: string, namespace: string, name: string): InventoryObject | undefined {
    const index = this.cluster.find(type, namespace, name);
    return index === undefined ? undefined : this.cluster.object(index);
  }
}

/** The volumes of a pod in their order. */
export function volumesOf(pod: InventoryObject): readonly PodVolume[] {
  return (pod.spec?.volumes ?? []).map((volume) => {
    const fields = fieldsIn(volume);
    const claim = textIn(fieldsIn(fields['persistentVolumeClaim'])['claimName']);
    return { name: textIn(fields['name']), claim, fields };
  });
}

function podsByClaim(
  pods: readonly InventoryObject[],
): ReadonlyMap<string, readonly InventoryObject[]> {
  const found = new Map<string, InventoryObject[]>();
  for (const pod of pods) {
    for (const { claim } of volumesOf(pod)) {
      if (claim === '') continue;
      const key = `${pod.namespace ?? ''}/${claim}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, [pod]);
      else known.push(pod);
    }
  }
  return found;
}
