import type { PolicyConfigMap, ServerSettings, VeleroState } from '@k8s-backup-target/preview';
import type { ClusterApi } from '../cluster/api/cluster-api.js';
import { listAll } from '../cluster/api/list.js';
import { isForbidden, isNotFound } from '../cluster/api/refusal.js';
import {
  defaultSnapshotLocations,
  flagIn,
  serverWords,
  textIn,
} from '../cluster/server-options.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';

/** Reads what of Velero's own configuration decides a backup: its ConfigMaps, and its server's arguments. */
export async function readVeleroState(
  api: ClusterApi,
  namespace: string,
  deployments: readonly Fields[],
): Promise<VeleroState> {
  const configMaps = await configMapsIn(api, namespace);
  const server = serverSettings(deployments);
  return {
    namespace,
    ...(configMaps === undefined ? {} : { configMaps }),
    ...(server === undefined ? {} : { server }),
  };
}

/** Undefined where they may not be listed: a preview then says that the policy is not known. */
async function configMapsIn(
  api: ClusterApi,
  namespace: string,
): Promise<readonly PolicyConfigMap[] | undefined> {
  try {
    const found = await listAll(api, `/api/v1/namespaces/${namespace}/configmaps`);
    return found.map((item) => configMapOf(fieldsOf(item)));
  } catch (error) {
    if (!isForbidden(error) && !isNotFound(error)) throw error;
    return undefined;
  }
}

function configMapOf({ metadata, data }: Fields): PolicyConfigMap {
  const texts = Object.entries(fieldsOf(data)).filter(
    (one): one is [string, string] => typeof one[1] === 'string',
  );
  return { name: textOf(fieldsOf(metadata)['name']) ?? '', data: Object.fromEntries(texts) };
}

function serverSettings(deployments: readonly Fields[]): ServerSettings | undefined {
  const words = serverWords(deployments);
  return words === undefined ? undefined : settingsIn(words);
}

function settingsIn(words: readonly string[]): ServerSettings {
  const global = textIn(words, 'global-backup-volume-policies-configmap');
  const storage = textIn(words, 'default-backup-storage-location');
  const uploaderType = textIn(words, 'uploader-type');
  return {
    features: (textIn(words, 'features') ?? '').split(',').filter((feature) => feature !== ''),
    ...(uploaderType === undefined ? {} : { uploaderType }),
    defaultVolumesToFsBackup: isOn(flagIn(words, 'default-volumes-to-fs-backup')),
    defaultSnapshotMoveData: isOn(flagIn(words, 'default-snapshot-move-data')),
    ...(global === undefined ? {} : { globalBackupVolumePoliciesConfigmap: global }),
    ...(storage === undefined ? {} : { defaultBackupStorageLocation: storage }),
    defaultVolumeSnapshotLocations: defaultSnapshotLocations(words),
  };
}

function isOn(value: string | undefined): boolean {
  return value === '' || ['1', 't', 'T', 'true', 'True', 'TRUE'].includes(value ?? 'no');
}
