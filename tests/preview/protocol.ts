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
  volumeFates,
} from '@k8s-backup-target/preview';
import { veleroChecks } from './velero-check.js';
import { toInventoryObject, type WholeObject } from './whole-objects.js';

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
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
  readonly data?: Readonly<Record<string, string>> | null | undefined;
}

/** One line of the executor's input. */
export interface Request {
  readonly id: unknown;
  readonly spec?: VectorSpec | undefined;
  /** A whole BackupSpec, taken literally, in place of `spec`. */
  readonly backup?: PreviewBackupSpec | undefined;
  /** Objects as an inventory has them, or whole ones. */
  readonly objects: readonly (InventoryObject | WholeObject)[];
  readonly veleroVersion: string;
  /** Whole ConfigMaps, of which those in Velero's namespace may be policies. */
  readonly configmaps?: readonly WholeConfigMap[] | undefined;
  /** What Velero's server was started with. */
  readonly server?:
    | (Omit<ServerSettings, 'features'> & { readonly features?: string | readonly string[] | null })
    | undefined;
  /** The discovery table; the vectors' where it is not given. */
  readonly discovery?: { readonly groups: readonly ApiGroup[] } | undefined;
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

/** Namespaces that the server held besides a vector's own when 1.18.3 was measured. */
const SERVER_NAMESPACES = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
  VELERO_NAMESPACE,
];

/**
 * 1.18.3 was measured on a live server, where "all namespaces" counts the server's own: they are added
 * to the inventory, and left out of the answer.
 */
export function answerTo(request: Request): Answer {
  const { id, veleroVersion, discovery = DISCOVERY } = request;
  const objects = request.objects.map((object) => toInventoryObject(object, discovery.groups));
  const added = /^v?1\.18\.3$/.test(veleroVersion) ? missingNamespaces(objects) : [];
  const inventory = {
    groups: discovery.groups,
    objects: [...objects, ...added],
    velero: { configMaps: policiesIn(request.configmaps ?? []), server: settingsOf(request) },
  };
  const spec = specOf(request);
  const result = preview(spec, inventory, { veleroVersion });
  const own = result.decisions.slice(0, objects.length);
  return {
    id,
    status: result.phase,
    included: own.flatMap(({ key, included }) => (included ? [key] : [])).sort(),
    errors: veleroChecks(result),
    ...(request.backup === undefined ? {} : volumesOf(spec, inventory, veleroVersion)),
  };
}

/** Asked for with a whole BackupSpec: a spec of the contract cannot say what becomes of volumes. */
function volumesOf(
  spec: PreviewBackupSpec,
  inventory: Inventory,
  veleroVersion: string,
): Pick<Answer, 'decisions' | 'volumes'> {
  const decisions = volumeDecisions(spec, inventory, { veleroVersion });
  const fates = volumeFates(spec, inventory, { veleroVersion });
  return {
    decisions: decisions.map(({ rule: _, ...decision }) => decision),
    volumes: fates.map(({ source: _, ...one }) => one),
  };
}

/** A server with its defaults where nothing is said; `features` may be written as the argument is. */
function settingsOf({ server = {} }: Request): ServerSettings {
  const { features, ...others } = server;
  return { ...others, features: typeof features === 'string' ? features.split(',') : features };
}

function specOf({ spec, backup }: Request): PreviewBackupSpec {
  if (backup !== undefined && spec !== undefined) throw new Error('Give spec or backup, not both.');
  if (backup !== undefined) return backup;
  if (spec === undefined) throw new Error('Give spec, or a whole BackupSpec as backup.');
  return toBackupSpec(spec);
}

/** Velero reads policies in its own namespace alone. */
function policiesIn(configMaps: readonly WholeConfigMap[]): PolicyConfigMap[] {
  return configMaps
    .filter(({ metadata }) => (metadata.namespace ?? VELERO_NAMESPACE) === VELERO_NAMESPACE)
    .map(({ metadata, data = null }) => ({ name: metadata.name, data }));
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
