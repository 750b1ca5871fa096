import type { InventoryObject } from '@k8s-backup-target/preview';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../input/fields.js';
import { claimSpecOf, podVolumeOf, volumeSpecOf } from './volume-fields.js';

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
    ...phaseOf(status['phase']),
    ...subjectsOf(object['subjects']),
    ...(roleRef === undefined ? {} : { roleRef: { name: roleRef } }),
  };
}

function labelsOf(value: unknown): Pick<InventoryObject, 'labels'> {
  const labels = Object.entries(fieldsOf(value)).filter(
    (label): label is [string, string] => typeof label[1] === 'string',
  );
  return labels.length === 0 ? {} : { labels: Object.fromEntries(labels) };
}

function phaseOf(value: unknown): Pick<InventoryObject, 'status'> {
  const phase = textOf(value);
  return phase === undefined ? {} : { status: { phase } };
}

/** Of all annotations, those by which a pod chooses the volumes whose files are copied. */
function volumeAnnotationsOf(
  resource: string,
  value: unknown,
): Pick<InventoryObject, 'annotations'> {
  if (resource !== 'pods') return {};
  const chosen = Object.entries(fieldsOf(value)).filter(
    (one): one is [string, string] =>
      one[0].startsWith('backup.velero.io/') && typeof one[1] === 'string',
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
    ...(volumes.length === 0 ? {} : { volumes }),
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
