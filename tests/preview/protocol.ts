import { readFileSync } from 'node:fs';
import {
  type ApiGroup,
  type Inventory,
  type InventoryObject,
  type PolicyConfigMap,
  type PreviewBackupSpec,
  type PreviewPhase,
  preview,
  type ServerSettings,
  type VolumeDecision,
  type VolumeFate,
  volumeDecisions,
} from '@k8s-backup-target/preview';
import { judgeStructure, unreadableDurations } from '@k8s-backup-target/velero/objects';
import { veleroChecks } from './velero-check.js';
import { itemsOf, toInventoryObject, type WholeList, type WholeObject } from './whole-objects.js';

/** A spec in the wire form of the contract, every field there. */
export interface VectorSpec {
  readonly include_namespaces: readonly string[] | null;
  readonly include_resources: readonly string[] | null;
  readonly exclude_namespaces: readonly string[] | null;
  readonly exclude_resources: readonly string[] | null;
  readonly include_cluster_resources: boolean | null;
  readonly label_selector: Readonly<Record<string, string>> | null;
  readonly ttl?: string | null | undefined;
}

/** A ConfigMap as an API server gives it. */
export interface WholeConfigMap {
  readonly kind?: string | undefined;
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
  readonly data?: Readonly<Record<string, string>> | null | undefined;
}

/** One line of the executor's input. */
export interface Request {
  readonly id: unknown;
  readonly spec?: VectorSpec | null | undefined;
  /** A whole BackupSpec, taken literally, in place of `spec`. */
  readonly backup?: PreviewBackupSpec | null | undefined;
  /** Of the Backup: they may name a VolumeSnapshotClass. Default: none. */
  readonly annotations?: Readonly<Record<string, string>> | null | undefined;
  /** Objects as an inventory has them, whole ones, or lists of whole ones. Default: none. */
  readonly objects?: readonly (InventoryObject | WholeObject | WholeList)[] | null | undefined;
  readonly veleroVersion: string;
  /** Whole ConfigMaps, of which those in Velero's namespace may be policies. */
  readonly configmaps?: readonly WholeConfigMap[] | null | undefined;
  /** What Velero's server was started with. */
  readonly server?:
    | (Omit<ServerSettings, 'features'> & { readonly features?: string | readonly string[] | null })
    | null
    | undefined;
  /** The discovery table; the vectors' where it is not given. */
  readonly discovery?: { readonly groups: readonly ApiGroup[] } | null | undefined;
}

/** One line of its output. */
export interface Answer {
  readonly id: unknown;
  readonly status: PreviewPhase;
  /** Sorted keys. */
  readonly included: readonly string[];
  /** Velero's checks that failed, each once. */
  readonly errors: readonly string[];
  /** The answers of Velero's volume helper; only where `backup` was given. */
  readonly decisions?: readonly Omit<VolumeDecision, 'rule'>[] | undefined;
  /** What becomes of the data of each volume; only where `backup` was given. */
  readonly volumes?: readonly Omit<VolumeFate, 'source'>[] | undefined;
}

const DISCOVERY: { readonly groups: readonly ApiGroup[] } = JSON.parse(
  readFileSync(new URL('discovery.json', import.meta.url), 'utf8'),
);

/**
 * The spec as a Backup, field by field: unlike `toBackup`, an empty selector stays one, so the
 * answer is Velero's to the spec as it is.
 */
export function toBackupSpec(spec: VectorSpec): PreviewBackupSpec {
  const { label_selector: labels } = spec;
  return {
    includedNamespaces: spec.include_namespaces,
    excludedNamespaces: spec.exclude_namespaces,
    includedResources: spec.include_resources,
    excludedResources: spec.exclude_resources,
    includeClusterResources: spec.include_cluster_resources,
    labelSelector: labels === null || labels === undefined ? null : { matchLabels: labels },
  };
}

const VELERO_NAMESPACE = 'velero';

/** Namespaces that the servers held besides a vector's own when 1.18.2 and 1.18.3 were measured. */
const SERVER_NAMESPACES = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
  VELERO_NAMESPACE,
];

/**
 * 1.18.2 and 1.18.3 were measured on a live server, where "all namespaces" counts the server's own: they are added
 * to the inventory, and left out of the answer.
 */
export function answerTo(request: Request): Answer {
  const { id, veleroVersion } = request;
  const { groups } = request.discovery ?? DISCOVERY;
  const given = (request.objects ?? []).flatMap(itemsOf);
  const objects = given.map((object, index) =>
    toInventoryObject(object, groups, `/objects/${index}`),
  );
  const added = /^v?1\.18\.[23]$/.test(veleroVersion) ? missingNamespaces(objects) : [];
  const inventory = {
    groups,
    objects: [...objects, ...added],
    velero: {
      configMaps: policiesIn([...given, ...(request.configmaps ?? [])]),
      server: settingsOf(request),
    },
  };
  const spec = specOf(request);
  const annotations = request.annotations ?? {};
  const result = preview(spec, inventory, { veleroVersion, annotations });
  const own = result.decisions.slice(0, objects.length);
  return {
    id,
    status: result.phase,
    included: own.flatMap(({ key, included }) => (included ? [key] : [])).sort(),
    errors: veleroChecks(result),
    ...(request.backup === undefined
      ? {}
      : {
          decisions: decisionsOf(spec, inventory, veleroVersion),
          volumes: result.volumes.map(({ source: _, ...one }) => one),
        }),
  };
}

/** Asked for with a whole BackupSpec: a spec of the contract cannot say what becomes of volumes. */
function decisionsOf(
  spec: PreviewBackupSpec,
  inventory: Inventory,
  veleroVersion: string,
): Answer['decisions'] {
  const decisions = volumeDecisions(spec, inventory, { veleroVersion });
  return decisions.map(({ rule: _, ...decision }) => decision);
}

/** A server with its defaults where nothing is said; `features` may be written as the argument is. */
function settingsOf({ server }: Request): ServerSettings {
  const { features, ...others } = server ?? {};
  return { ...others, features: typeof features === 'string' ? features.split(',') : features };
}

function specOf({ spec, backup, veleroVersion }: Request): PreviewBackupSpec {
  if (backup && spec) throw new Error('Give spec or backup, not both.');
  if (backup !== undefined && backup !== null) return stored(backup, veleroVersion);
  if (spec === undefined || spec === null)
    throw new Error('Give spec, or a whole BackupSpec as backup.');
  return toBackupSpec(spec);
}

/** The spec as the API server stores it: without the fields that it does not know. */
function stored(spec: PreviewBackupSpec, veleroVersion: string): PreviewBackupSpec {
  if ('kind' in spec) throw new Error('Give the spec of the Backup alone.');
  const object = { spec };
  const [unreadable] = unreadableDurations('Backup', object, veleroVersion);
  if (unreadable !== undefined)
    throw new Error(`${unreadable} is no duration: Velero never reads it`);
  const { faults } = judgeStructure('Backup', object, veleroVersion);
  const unknown = new Set(
    faults.flatMap(({ rule, path }) => (rule === 'unknown-field' ? [path] : [])),
  );
  return Object.fromEntries(
    Object.entries(spec).filter(([field]) => !unknown.has(`/spec/${field}`)),
  );
}

/**
 * Velero reads policies in its own namespace alone, from ConfigMaps among the objects too. Of two of one name, that
 * of `configmaps` counts.
 */
function policiesIn(all: readonly object[]): PolicyConfigMap[] {
  const policies = all.flatMap((object): PolicyConfigMap[] => {
    const { kind = 'ConfigMap', metadata, data = null }: Partial<WholeConfigMap> = object;
    if (kind !== 'ConfigMap' || typeof metadata !== 'object' || metadata === null) return [];
    const isRead = (metadata.namespace ?? VELERO_NAMESPACE) === VELERO_NAMESPACE;
    return isRead ? [{ name: metadata.name, data }] : [];
  });
  return [...new Map(policies.map((policy) => [policy.name, policy])).values()];
}

function missingNamespaces(objects: readonly InventoryObject[]): InventoryObject[] {
  const known = new Set(
    objects.flatMap(({ resource, name }) => (resource === 'namespaces' ? [name] : [])),
  );
  return SERVER_NAMESPACES.filter((name) => !known.has(name)).map((name) => ({
    resource: 'namespaces',
    namespace: null,
    name,
    labels: {},
    status: { phase: 'Active' },
  }));
}
