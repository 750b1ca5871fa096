import type { ClusterApi } from '../cluster/api/cluster-api.js';
import { listAll } from '../cluster/api/list.js';
import { isForbidden, isNotFound } from '../cluster/api/refusal.js';
import { metadataOf } from '../cluster/velero-objects.js';
import { CannotRunError } from '../command/errors.js';
import { type Fields, isFields } from '../input/fields.js';
import { groupOf, type VeleroType, versionOf } from '../rbac/needs.js';
import type { BackupRecords } from './records.js';

/** What a cluster shows of a Backup; nothing is written. */
export type ClusterRecords = Pick<BackupRecords, 'backup' | 'podVolumeBackups' | 'dataUploads'>;

/** The label by which Velero's objects name their Backup; a long name is cut, and ends with a hash. */
const BACKUP = 'velero.io/backup-name';
const LONGEST_LABEL = 63;

/**
 * Reads a Backup, its PodVolumeBackups and its DataUploads.
 *
 * @param name of the Backup; undefined for the newest.
 * @throws CannotRunError `not-found` where there is none.
 */
export async function clusterRecords(
  api: ClusterApi,
  namespace: string,
  name: string | undefined,
): Promise<ClusterRecords> {
  const backups = await listed(api, namespace, 'backups');
  const backup = name === undefined ? newest(backups) : backups.find((one) => nameOf(one) === name);
  if (backup === undefined) {
    const what = name === undefined ? 'no Backup' : `no Backup ${name}`;
    throw new CannotRunError('not-found', `${api.context} has ${what}: see kbt backups`);
  }
  const [podVolumeBackups, dataUploads] = await Promise.all([
    listedOrNothing(api, namespace, 'podvolumebackups'),
    listedOrNothing(api, namespace, 'datauploads'),
  ]);
  const isOwn = (one: Fields) => isOf(one, nameOf(backup));
  return {
    backup,
    podVolumeBackups: podVolumeBackups?.filter(isOwn),
    dataUploads: dataUploads?.filter(isOwn),
  };
}

async function listed(
  api: ClusterApi,
  namespace: string,
  type: VeleroType,
): Promise<readonly Fields[]> {
  const path = `/apis/${groupOf(type)}/${versionOf(type)}/namespaces/${namespace}/${type}`;
  return (await listAll(api, path)).filter(isFields);
}

/** Undefined where they may not be listed, or the release does not have them. */
async function listedOrNothing(
  api: ClusterApi,
  namespace: string,
  type: VeleroType,
): Promise<readonly Fields[] | undefined> {
  try {
    return await listed(api, namespace, type);
  } catch (error) {
    if (!isForbidden(error) && !isNotFound(error)) throw error;
    return undefined;
  }
}

function newest(backups: readonly Fields[]): Fields | undefined {
  const at = (one: Fields) => metadataOf(one).createdAt?.getTime() ?? 0;
  return backups.toSorted((one, other) => at(other) - at(one))[0];
}

function nameOf(object: Fields): string {
  return metadataOf(object).name;
}

function isOf(object: Fields, backup: string): boolean {
  const label = metadataOf(object).labels[BACKUP];
  if (backup.length <= LONGEST_LABEL) return label === backup;
  return typeof label === 'string' && backup.startsWith(label.slice(0, -6));
}
