/** What Velero says of the data of single volumes, in one form whoever says it. */

import type { VerifiedVolume } from '../generated/output.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import type { BackupRecords } from './records.js';

/** One statement about the data of a volume. */
export interface VolumeRecord extends Pick<VerifiedVolume, 'data' | 'method' | 'bytes' | 'detail'> {
  /** `app/data`; undefined where it is not said. */
  readonly claim: string | undefined;
  readonly persistentVolume: string | undefined;
  /** `app/web:data`; undefined where it is not said. */
  readonly podVolume: string | undefined;
}

/** Every statement; undefined where no record about volumes was given. */
export function volumeRecords(records: BackupRecords): readonly VolumeRecord[] | undefined {
  const { volumeInfos, podVolumeBackups, dataUploads } = records;
  if (volumeInfos === undefined && podVolumeBackups === undefined && dataUploads === undefined) {
    return undefined;
  }
  return [
    ...(podVolumeBackups ?? []).map(ofPodVolumeBackup),
    ...(dataUploads ?? []).map(ofDataUpload),
    ...(volumeInfos ?? []).map(ofVolumeInfo),
  ];
}

function ofPodVolumeBackup({ spec, status, metadata }: Fields): VolumeRecord {
  const { pod, volume } = fieldsOf(spec);
  const { namespace, name } = fieldsOf(pod);
  const { phase, progress, message } = fieldsOf(status);
  const claim = textOf(fieldsOf(fieldsOf(metadata)['annotations'])['velero.io/pvc-name']);
  return {
    claim: claim === undefined ? undefined : `${textOf(namespace) ?? ''}/${claim}`,
    persistentVolume: undefined,
    podVolume: `${textOf(namespace) ?? ''}/${textOf(name) ?? ''}:${textOf(volume) ?? ''}`,
    method: 'fs-backup',
    data: dataOf(phase),
    bytes: bytesOf(fieldsOf(progress)['totalBytes']),
    detail: detailOf(message, phase),
  };
}

function ofDataUpload({ spec, status }: Fields): VolumeRecord {
  const { sourceNamespace, sourcePVC } = fieldsOf(spec);
  const { phase, progress, message } = fieldsOf(status);
  return {
    claim: `${textOf(sourceNamespace) ?? ''}/${textOf(sourcePVC) ?? ''}`,
    persistentVolume: undefined,
    podVolume: undefined,
    method: 'csi-data-mover',
    data: dataOf(phase),
    bytes: bytesOf(fieldsOf(progress)['totalBytes']),
    detail: detailOf(message, phase),
  };
}

/** An entry of Velero's volumeinfo. */
function ofVolumeInfo(info: Fields): VolumeRecord {
  const [claim, namespace] = [textOf(info['pvcName']), textOf(info['pvcNamespace'])];
  const pod = fieldsOf(info['pvbInfo']);
  const podVolume = textOf(pod['volumeName']);
  return {
    claim: claim === undefined ? undefined : `${namespace ?? ''}/${claim}`,
    persistentVolume: textOf(info['pvName']),
    podVolume:
      podVolume === undefined
        ? undefined
        : `${textOf(pod['podNamespace']) ?? ''}/${textOf(pod['podName']) ?? ''}:${podVolume}`,
    ...savedBy(info),
  };
}

type Saved = Pick<VolumeRecord, 'data' | 'method' | 'bytes' | 'detail'>;

function savedBy(info: Fields): Saved {
  if (info['skipped'] === true) {
    const detail = textOf(info['skippedReason'])?.trim() ?? null;
    return { method: null, data: 'none', bytes: null, detail };
  }
  const made = byMethod(info);
  const isFailed = info['result'] === 'failed' && made.data === 'saved';
  return isFailed ? { ...made, data: 'failed' } : made;
}

function byMethod(info: Fields): Saved {
  const [csi, moved] = [
    fieldsOf(info['csiSnapshotInfo']),
    fieldsOf(info['snapshotDataMovementInfo']),
  ];
  const [native, copied] = [fieldsOf(info['nativeSnapshotInfo']), fieldsOf(info['pvbInfo'])];
  switch (info['backupMethod']) {
    case 'PodVolumeBackup':
      return statement('fs-backup', copied, dataOf(copied['Phase'] ?? succeeded(info)));
    case 'CSISnapshot':
      return info['snapshotDataMoved'] === true
        ? statement('csi-data-mover', moved, dataOf(moved['Phase'] ?? succeeded(info)))
        : statement('csi-snapshot', csi, bySnapshot(csi, csi['ReadyToUse'] !== false));
    case 'NativeSnapshot':
      return statement('native-snapshot', native, bySnapshot(native, native['Phase'] !== 'failed'));
    default:
      return { method: null, data: 'unknown', bytes: null, detail: null };
  }
}

function statement(method: Saved['method'], from: Fields, data: Saved['data']): Saved {
  const phase = textOf(from['Phase']);
  return { method, data, bytes: bytesOf(from['size']), detail: detailOf(undefined, phase) };
}

/** Older releases do not write the phase of each. */
function succeeded({ result }: Fields): unknown {
  return result === 'failed' ? 'Failed' : 'Completed';
}

function bySnapshot({ snapshotHandle }: Fields, isReady: boolean): Saved['data'] {
  if (!isReady || (textOf(snapshotHandle) ?? '') === '') return 'failed';
  return 'saved';
}

/** By the phase of a PodVolumeBackup or a DataUpload. */
function dataOf(phase: unknown): Saved['data'] {
  if (phase === 'Completed') return 'saved';
  return phase === 'Failed' || phase === 'Canceled' ? 'failed' : 'unfinished';
}

function bytesOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function detailOf(message: unknown, phase: unknown): string | null {
  const [text, state] = [textOf(message) ?? '', textOf(phase) ?? ''];
  if (text !== '') return text;
  return state === '' || state === 'Completed' ? null : state;
}

/** True of a volumeinfo entry or another record about this volume. */
export class VolumeRecordIndex {
  readonly #by = new Map<string, VolumeRecord[]>();

  constructor(records: readonly VolumeRecord[]) {
    for (const record of records) {
      const { claim, persistentVolume, podVolume } = record;
      const keys = [
        claim === undefined ? undefined : `claim ${claim}`,
        persistentVolume === undefined ? undefined : `volume ${persistentVolume}`,
        podVolume === undefined ? undefined : `pod ${podVolume}`,
      ];
      for (const key of keys) {
        if (key === undefined) continue;
        const known = this.#by.get(key);
        if (known === undefined) this.#by.set(key, [record]);
        else known.push(record);
      }
    }
  }

  /** What is said of a volume, by its claim, its PersistentVolume and the pods that mount it. */
  of(volume: {
    readonly claim: string | null;
    readonly persistentVolume: string | null;
    readonly podVolumes: readonly string[];
  }): readonly VolumeRecord[] {
    const { claim, persistentVolume, podVolumes } = volume;
    const keys = [
      `claim ${claim}`,
      `volume ${persistentVolume}`,
      ...podVolumes.map((one) => `pod ${one}`),
    ];
    return [...new Set(keys.flatMap((key) => this.#by.get(key) ?? []))];
  }
}

/** The claims and pods' volumes that the cluster's own objects name. */
export function namedVolumes(records: BackupRecords): readonly VolumeRecord[] {
  const { podVolumeBackups, dataUploads } = records;
  return [
    ...listOf(podVolumeBackups).map((one) => ofPodVolumeBackup(fieldsOf(one))),
    ...listOf(dataUploads).map((one) => ofDataUpload(fieldsOf(one))),
  ];
}
