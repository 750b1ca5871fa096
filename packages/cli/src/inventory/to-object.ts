import type { InventoryObject } from '@k8s-backup-target/preview';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../input/fields.js';
import {
  claimSpecOf,
  mountsOf,
  podVolumeOf,
  providerOf,
  storageLocationOf,
  volumeSpecOf,
} from './volume-fields.js';

/** Cuts an object of Kubernetes down to what decides a backup; nothing else of it is kept. */
export function toInventoryObject(resource: string, object: Fields): InventoryObject {
  const metadata = fieldsOf(object['metadata']);
  const [spec, status] = [specOf(resource, fieldsOf(object['spec'])), fieldsOf(object['status'])];
  const [namespace, deleted] = [
    textOf(metadata['namespace']),
    textOf(metadata['deletionTimestamp']),
  ];
  const roleRef = textOf(fieldsOf(object['roleRef'])['name']);
  return {
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    name: textOf(metadata['name']) ?? '',
    ...labelsOf(metadata['labels']),
    ...volumeAnnotationsOf(resource, metadata['annotations']),
    ...(deleted === undefined ? {} : { deletionTimestamp: deleted }),
    ...(Object.keys(spec).length === 0 ? {} : { spec }),
    ...statusOf(resource, status),
    ...subjectsOf(object['subjects']),
    ...(roleRef === undefined ? {} : { roleRef: { name: roleRef } }),
    ...driverOf(object),
  };
}

function labelsOf(value: unknown): Pick<InventoryObject, 'labels'> {
  const labels = Object.entries(fieldsOf(value)).filter(
    (label): label is [string, string] => typeof label[1] === 'string',
  );
  return labels.length === 0 ? {} : { labels: Object.fromEntries(labels) };
}

/** The phase; of DaemonSets, among which node agents may be, how many pods are ready. */
function statusOf(resource: string, status: Fields): Pick<InventoryObject, 'status'> {
  const phase = textOf(status['phase']);
  const { numberReady } = status;
  if (resource === 'daemonsets.apps' && typeof numberReady === 'number')
    return { status: { numberReady } };
  return phase === undefined ? {} : { status: { phase } };
}

/** The driver of a StorageClass, or of a class of snapshots. */
function driverOf(object: Fields): Pick<InventoryObject, 'provisioner' | 'driver'> {
  const [provisioner, driver] = [textOf(object['provisioner']), textOf(object['driver'])];
  return {
    ...(provisioner === undefined ? {} : { provisioner }),
    ...(driver === undefined ? {} : { driver }),
  };
}

/** By which a pod chooses the volumes whose files are copied, a claim its class, and a class that it is the default. */
const CHOICES: Readonly<Record<string, string>> = {
  persistentvolumeclaims: 'velero.io/',
  pods: 'backup.velero.io/',
  'volumesnapshotclasses.snapshot.storage.k8s.io': 'snapshot.storage.kubernetes.io/',
};

/** Of all annotations, those that decide about the data of volumes. */
function volumeAnnotationsOf(
  resource: string,
  value: unknown,
): Pick<InventoryObject, 'annotations'> {
  const prefix = Object.hasOwn(CHOICES, resource) ? CHOICES[resource] : undefined;
  if (prefix === undefined) return {};
  const chosen = Object.entries(fieldsOf(value)).filter(
    (one): one is [string, string] => one[0].startsWith(prefix) && typeof one[1] === 'string',
  );
  return chosen.length === 0 ? {} : { annotations: Object.fromEntries(chosen) };
}

function specOf(resource: string, spec: Fields): NonNullable<InventoryObject['spec']> {
  const nodeName = textOf(spec['nodeName']);
  const priorityClassName = textOf(spec['priorityClassName']);
  const volumeName = textOf(spec['volumeName']);
  const volumes = listOf(spec['volumes']).map((volume) => podVolumeOf(fieldsOf(volume)));
  return {
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(priorityClassName === undefined ? {} : { priorityClassName }),
    ...(volumeName === undefined ? {} : { volumeName }),
    ...(volumes.length === 0 ? {} : { volumes, ...mountsOf(spec) }),
    ...(resource === 'volumesnapshotlocations.velero.io' ? providerOf(spec) : {}),
    ...(resource === 'backupstoragelocations.velero.io' ? storageLocationOf(spec) : {}),
    ...(resource === 'persistentvolumeclaims' ? claimSpecOf(spec) : {}),
    ...(resource === 'persistentvolumes' ? volumeSpecOf(spec) : {}),
  };
}

function subjectsOf(value: unknown): Pick<InventoryObject, 'subjects'> {
  const subjects = listOf(value)
    .filter(isFields)
    .map((subject) => {
      const namespace = textOf(subject['namespace']);
      return {
        kind: textOf(subject['kind']) ?? '',
        ...(namespace === undefined ? {} : { namespace }),
        name: textOf(subject['name']) ?? '',
      };
    });
  return subjects.length === 0 ? {} : { subjects };
}
