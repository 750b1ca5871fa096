/** What Velero itself records about the data of volumes: its objects in the cluster, its files in the store. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ClusterClient, KubernetesObject } from '../cluster-client.js';
import { type BackupOutcome, VELERO_NAMESPACE } from '../velero.js';

const COPIES = `/apis/velero.io/v1/namespaces/${VELERO_NAMESPACE}/podvolumebackups`;
const UPLOADS = `/apis/velero.io/v2alpha1/namespaces/${VELERO_NAMESPACE}/datauploads`;
const SNAPSHOTS = '/apis/snapshot.storage.k8s.io/v1';
const GROUP_SNAPSHOTS = '/apis/groupsnapshot.storage.k8s.io/v1beta2';

/** An entry of `<backup>-volumeinfo.json.gz`. */
interface VolumeInfo {
  readonly pvcName?: string;
  readonly pvcNamespace?: string;
  readonly pvName?: string;
  readonly backupMethod?: string;
  readonly skipped: boolean;
  readonly result?: string;
  readonly pvbInfo?: {
    readonly podNamespace: string;
    readonly podName: string;
    readonly volumeName: string;
  };
}

/** The data that one Backup saved. */
export interface VolumeRecords {
  /** `app/web-0:data`, with a PodVolumeBackup. */
  readonly copied: ReadonlySet<string>;
  /** Names of PersistentVolumes with a snapshot by a provider's plugin. */
  readonly native: ReadonlySet<string>;
  /** `app/data`, with a DataUpload. */
  readonly moved: ReadonlySet<string>;
  /** `app/data`, with a CSI snapshot that stays where it is. */
  readonly csi: ReadonlySet<string>;
  /** What Velero's own list of volumes says is saved, each in the form of the sets above. */
  readonly told: ReadonlySet<string>;
}

interface CopyObject extends KubernetesObject {
  readonly spec: { readonly pod: { namespace: string; name: string }; readonly volume: string };
}

interface UploadObject extends KubernetesObject {
  readonly spec: { readonly sourceNamespace: string; readonly sourcePVC: string };
}

interface NativeSnapshot {
  readonly spec: { readonly persistentVolumeName: string };
  readonly status: { readonly phase?: string };
}

/** Velero names a snapshot after its claim, with five letters behind it. */
const SNAPSHOT = /^volumesnapshots\.snapshot\.storage\.k8s\.io\/([^/]+)\/velero-(.+)-\w{5}$/;

function claimOfSnapshot(key: string): readonly string[] {
  const [, namespace, claim] = SNAPSHOT.exec(key) ?? [];
  return namespace === undefined ? [] : [`${namespace}/${claim}`];
}

/** Reads the records of a Backup that has ended, and takes those in the cluster away. */
export async function takeRecords(
  api: ClusterClient,
  folder: string,
  { name: backup, keys }: BackupOutcome,
): Promise<VolumeRecords> {
  const [copies, uploads] = await Promise.all([
    api.list<CopyObject>(COPIES),
    api.list<UploadObject>(UPLOADS),
  ]);
  const info = fileOf<readonly VolumeInfo[]>(folder, `${backup}-volumeinfo.json.gz`) ?? [];
  const native = fileOf<readonly NativeSnapshot[]>(folder, `${backup}-volumesnapshots.json.gz`);
  await clean(api, [...named(COPIES, copies), ...named(UPLOADS, uploads)]);
  return {
    copied: new Set(
      copies.map(({ spec: { pod, volume } }) => `${pod.namespace}/${pod.name}:${volume}`),
    ),
    native: new Set(
      (native ?? [])
        .filter(({ status }) => status.phase === 'Completed')
        .map(({ spec }) => spec.persistentVolumeName),
    ),
    moved: new Set(uploads.map(({ spec }) => `${spec.sourceNamespace}/${spec.sourcePVC}`)),
    csi: new Set(keys.flatMap(claimOfSnapshot)),
    told: new Set(info.filter(isSaved).map(nameOf)),
  };
}

function isSaved({ skipped, result }: VolumeInfo): boolean {
  return !skipped && result !== 'failed';
}

function nameOf({ backupMethod, pvbInfo, pvName, pvcNamespace, pvcName }: VolumeInfo): string {
  if (pvbInfo !== undefined)
    return `${pvbInfo.podNamespace}/${pvbInfo.podName}:${pvbInfo.volumeName}`;
  return backupMethod === 'NativeSnapshot' ? (pvName ?? '') : `${pvcNamespace}/${pvcName}`;
}

function fileOf<Content>(folder: string, name: string): Content | undefined {
  const path = join(folder, name);
  return existsSync(path) ? JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) : undefined;
}

function named(collection: string, objects: readonly KubernetesObject[]): string[] {
  return objects.map(({ metadata }) => `${collection}/${metadata.name}`);
}

/** Also the snapshots: each would be one object more in the Backups that follow. */
async function clean(api: ClusterClient, paths: readonly string[]): Promise<void> {
  const [snapshots, contents, groups, groupContents] = await Promise.all([
    api.list(`${SNAPSHOTS}/volumesnapshots`),
    api.list(`${SNAPSHOTS}/volumesnapshotcontents`),
    api.list(`${GROUP_SNAPSHOTS}/volumegroupsnapshots`),
    api.list(`${GROUP_SNAPSHOTS}/volumegroupsnapshotcontents`),
  ]);
  const ofGroups = groups.map(
    ({ metadata: { namespace, name } }) =>
      `${GROUP_SNAPSHOTS}/namespaces/${namespace}/volumegroupsnapshots/${name}`,
  );
  const ofSnapshots = snapshots.map(
    ({ metadata: { namespace, name } }) =>
      `${SNAPSHOTS}/namespaces/${namespace}/volumesnapshots/${name}`,
  );
  const all = [
    ...paths,
    ...ofSnapshots,
    ...named(`${SNAPSHOTS}/volumesnapshotcontents`, contents),
    ...ofGroups,
    ...named(`${GROUP_SNAPSHOTS}/volumegroupsnapshotcontents`, groupContents),
  ];
  await Promise.all(all.map((path) => api.remove(path)));
}
