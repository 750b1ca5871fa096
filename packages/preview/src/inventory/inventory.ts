// Room: The description of a cluster that a preview is given. May import no other room.

/**
 * A cluster as far as a preview needs it: its resource types and its objects. Written by
 * `kbt inventory save`, or by any tool that keeps to the JSON Schema next to this package.
 */
export interface Inventory {
  /** The discovery table: the groups in the API server's order, each in its preferred version. */
  readonly groups: readonly ApiGroup[];
  readonly objects: readonly InventoryObject[];
  /** The state of Velero itself; what is left out is not known. */
  readonly velero?: VeleroState | null | undefined;
}

/** Velero's own configuration, as far as it decides a backup. */
export interface VeleroState {
  /** Where Velero runs. Default: `velero`. */
  readonly namespace?: string | null | undefined;
  /** The ConfigMaps of Velero's namespace: Backups refer to them for their policies. */
  readonly configMaps?: readonly PolicyConfigMap[] | null | undefined;
  /** What Velero's server was started with. */
  readonly server?: ServerSettings | null | undefined;
}

/** Arguments of Velero's server. One that is left out has Velero's default. */
export interface ServerSettings {
  /** `--default-volumes-to-fs-backup`: false. */
  readonly defaultVolumesToFsBackup?: boolean | null | undefined;
  /** `--default-snapshot-move-data`: false. */
  readonly defaultSnapshotMoveData?: boolean | null | undefined;
  /** `--features`: none. `EnableCSI` lets Velero take CSI snapshots. */
  readonly features?: readonly string[] | null | undefined;
  /** `--uploader-type`: `kopia`. */
  readonly uploaderType?: string | null | undefined;
  /** `--global-backup-volume-policies-configmap`, from 1.18.3 on: none. */
  readonly globalBackupVolumePoliciesConfigmap?: string | null | undefined;
  /** `--default-backup-storage-location`: `default`. */
  readonly defaultBackupStorageLocation?: string | null | undefined;
  /** `--default-volume-snapshot-locations`, by provider: none. */
  readonly defaultVolumeSnapshotLocations?: Readonly<Record<string, string>> | null | undefined;
}

/** A ConfigMap of Velero's namespace. */
export interface PolicyConfigMap {
  readonly name: string;
  readonly data?: Readonly<Record<string, string>> | null | undefined;
}

/** The resource types of one group and version, as `kubectl get --raw /apis/apps/v1` lists them. */
export interface ApiGroup {
  /** `v1`, or `apps/v1`. */
  readonly groupVersion: string;
  readonly resources: readonly ApiResource[];
}

/** One resource type. Subresources, whose names hold a `/`, are ignored. */
export interface ApiResource {
  /** The plural name: `deployments`. */
  readonly name: string;
  /** `deployment`. Where it is missing or empty, Kubernetes' guess from the kind is used. */
  readonly singular?: string | undefined;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[] | undefined;
  /** Velero collects a type only where `list`, `create`, `get` and `delete` are among them. */
  readonly verbs: readonly string[];
}

/** One object, cut down to what decides a backup. */
export interface InventoryObject {
  /** Plural name and group: `pods`, `deployments.apps`. */
  readonly resource: string;
  /** Null or left out for a cluster-scoped object. */
  readonly namespace?: string | null | undefined;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>> | null | undefined;
  /** Pods: the names of volumes that are copied or left out. */
  readonly annotations?: Readonly<Record<string, string>> | null | undefined;
  /** Any text: the object is being deleted. */
  readonly deletionTimestamp?: string | null | undefined;
  /** The driver of a StorageClass. */
  readonly provisioner?: string | null | undefined;
  /** The driver of a VolumeSnapshotClass or a VolumeGroupSnapshotClass. */
  readonly driver?: string | null | undefined;
  /** Of pods, PersistentVolumeClaims, PersistentVolumes and Velero's own locations. */
  readonly spec?: InventoryObjectSpec | null | undefined;
  /** Namespaces, pods, PersistentVolumeClaims, BackupStorageLocations and BackupRepositories: `phase`. */
  readonly status?:
    | {
        readonly phase?: string | undefined;
        /** Of Velero's DaemonSets: the node agents that are ready. */
        readonly numberReady?: number | undefined;
      }
    | null
    | undefined;
  /** ClusterRoleBindings. */
  readonly subjects?: readonly Subject[] | null | undefined;
  /** ClusterRoleBindings. */
  readonly roleRef?: { readonly name: string } | null | undefined;
}

export interface InventoryObjectSpec {
  readonly nodeName?: string | null | undefined;
  readonly priorityClassName?: string | null | undefined;
  readonly volumes?: readonly Volume[] | null | undefined;
  readonly volumeName?: string | null | undefined;
  /** Of pods: which volumes they mount, and how. */
  readonly containers?: readonly Container[] | null | undefined;
  /** Of PersistentVolumeClaims and PersistentVolumes. */
  readonly storageClassName?: string | null | undefined;
  /** Of VolumeSnapshotLocations: which plugin takes the snapshots. BackupStorageLocations have `default`, `accessMode`. */
  readonly provider?: string | null | undefined;
  /** Of PersistentVolumeClaims `accessModes`, `volumeMode`; of PersistentVolumes `capacity`, `claimRef`, the source. */
  readonly [field: string]: unknown;
}

/** A container of a pod, as far as it mounts volumes. */
export interface Container {
  readonly volumeMounts?: readonly { readonly name: string }[] | null | undefined;
  readonly volumeDevices?: readonly { readonly name: string }[] | null | undefined;
}

export interface Volume {
  readonly name?: string | null | undefined;
  readonly persistentVolumeClaim?: { readonly claimName: string } | null | undefined;
  /** The source: `emptyDir` and so on. */
  readonly [source: string]: unknown;
}

export interface Subject {
  readonly kind: string;
  readonly namespace?: string | null | undefined;
  readonly name: string;
}

/** `deployments.apps/app/web`, with an empty namespace for a cluster-scoped object. */
export function keyOf({ resource, namespace, name }: InventoryObject): string {
  return `${resource}/${namespace ?? ''}/${name}`;
}

/** The value of a label; undefined for an object without it. */
export function labelOf({ labels }: InventoryObject, key: string): string | undefined {
  if (labels === undefined || labels === null || !Object.hasOwn(labels, key)) return undefined;
  return labels[key];
}

export function isBeingDeleted({ deletionTimestamp }: InventoryObject): boolean {
  return deletionTimestamp !== undefined && deletionTimestamp !== null;
}
