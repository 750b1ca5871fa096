import type { InventoryObject } from '../inventory/inventory.js';

/** What a volume policy can ask of a volume. */
export interface VolumeFacts {
  /** In the form of a Kubernetes quantity; empty where the volume tells none. */
  readonly capacity: string;
  readonly storageClass: string;
  readonly nfs: { readonly server: string; readonly path: string } | undefined;
  readonly csi: CsiFacts | undefined;
  /** `awsElasticBlockStore`, `csi` and so on; empty for a claim. */
  readonly type: string;
  readonly claim: ClaimFacts;
}

export interface CsiFacts {
  readonly driver: string;
  readonly volumeAttributes: Readonly<Record<string, string>>;
}

export interface ClaimFacts {
  readonly labels: Readonly<Record<string, string>>;
  readonly phase: string;
  readonly volumeMode: string;
  readonly accessModes: readonly string[];
}

/** Kinds of PersistentVolumes and of volumes of pods, in the order in which Velero looks for them. */
const OF_VOLUME = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flocker',
  'flexVolume',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'iscsi',
  'local',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];
const OF_POD = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flocker',
  'flexVolume',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'iscsi',
  'nfs',
  'secret',
  'rbd',
  'downwardAPI',
  'configMap',
  'projected',
  'ephemeral',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'scaleIO',
  'storageos',
  'vsphereVolume',
  'hostPath',
  'emptyDir',
];
/** Velero's names where they differ from those of the fields. */
const NAMES: Readonly<Record<string, string>> = { storageos: 'storageOS' };

/** Every type that a policy can name. */
export const VOLUME_TYPES: readonly string[] = [...OF_VOLUME, ...OF_POD].map(
  (kind) => NAMES[kind] ?? kind,
);

type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = {};

/** The fields of an object; none for anything else. */
export function fieldsIn(value: unknown): Fields {
  return isFields(value) ? value : NO_FIELDS;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The driver of a PersistentVolume of the Container Storage Interface; empty for others. */
export function driverOf({ spec }: InventoryObject): string {
  return textIn(fieldsIn(fieldsIn(spec)['csi'])['driver']);
}

export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const NO_CLAIM: ClaimFacts = { labels: {}, phase: '', volumeMode: '', accessModes: [] };
const NO_SOURCE = { capacity: '', storageClass: '', nfs: undefined, csi: undefined, type: '' };

/** A PersistentVolume, asked without its claim. */
export function factsOfVolume(volume: InventoryObject): VolumeFacts {
  const spec = fieldsIn(volume.spec);
  return {
    ...sourceOf(spec, OF_VOLUME),
    capacity: textIn(fieldsIn(spec['capacity'])['storage']),
    storageClass: textIn(spec['storageClassName']),
    claim: NO_CLAIM,
  };
}

/** The same, asked through a claim. */
export function withClaim(facts: VolumeFacts, claim: InventoryObject): VolumeFacts {
  return { ...facts, claim: claimFacts(claim) };
}

/** A volume of a pod, with its claim where it has one without a volume. */
export function factsOfPodVolume(volume: Fields, claim: InventoryObject | undefined): VolumeFacts {
  return { ...NO_SOURCE, ...sourceOf(volume, OF_POD), claim: claimFacts(claim) };
}

/** A claim without a volume. */
export function factsOfClaim(claim: InventoryObject): VolumeFacts {
  return { ...NO_SOURCE, claim: claimFacts(claim) };
}

function sourceOf(
  fields: Fields,
  kinds: readonly string[],
): Pick<VolumeFacts, 'nfs' | 'csi' | 'type'> {
  const kind = kinds.find((name) => isSet(fields[name])) ?? '';
  const [nfs, csi] = [fieldsIn(fields['nfs']), fieldsIn(fields['csi'])];
  return {
    type: NAMES[kind] ?? kind,
    nfs: isSet(fields['nfs'])
      ? { server: textIn(nfs['server']), path: textIn(nfs['path']) }
      : undefined,
    csi: isSet(fields['csi'])
      ? { driver: textIn(csi['driver']), volumeAttributes: textsIn(csi['volumeAttributes']) }
      : undefined,
  };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function textsIn(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fieldsIn(value)).map(([key, text]) => [key, textIn(text)]),
  );
}

function claimFacts(claim: InventoryObject | undefined): ClaimFacts {
  if (claim === undefined) return NO_CLAIM;
  const spec = fieldsIn(claim.spec);
  const { accessModes } = spec;
  return {
    labels: claim.labels ?? {},
    phase: claim.status?.phase ?? '',
    volumeMode: textIn(spec['volumeMode']),
    accessModes: Array.isArray(accessModes) ? accessModes.map(textIn) : [],
  };
}
