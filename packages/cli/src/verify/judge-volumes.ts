import { isRule, type Rule } from '@k8s-backup-target/lint/explain';
import { type PreviewSpec, preview, type VolumeFate } from '@k8s-backup-target/preview';
import { groupBy } from '../collections/group-by.js';
import type { VerifiedVolume } from '../generated/output.js';
import * as templates from '../generated/verify-templates.js';
import { withData } from '../preview/volumes.js';
import { ruleOf } from './causes.js';
import type { Contents } from './contents.js';
import type { BackupRecords } from './records.js';
import { found, type VerifyFinding } from './verification.js';
import {
  namedVolumes,
  type VolumeRecord,
  VolumeRecordIndex,
  volumeRecords,
} from './volume-records.js';

/** Rules by which a Backup, a policy or a pod asks for no data. */
const BY_CHOICE: readonly string[] = ['policy-action', 'opted-out', 'snapshots-off'];

/** Rules that the objects of a tarball alone decide, whatever the server was started with. */
const BY_CONTENTS: readonly string[] = [
  'source-left-out',
  'opted-out',
  'snapshots-off',
  'pod-not-running',
  'claim-without-volume',
  'host-path',
  'raw-block',
  'not-mounted',
  'left-to-file-system-backup',
];

/** What tells which volumes there should be, and why one has no data. */
export interface VolumeSources {
  readonly contents: Contents | undefined;
  readonly records: BackupRecords;
  /** By a preview on the cluster; undefined without one. */
  readonly fates: readonly VolumeFate[] | undefined;
  readonly spec: PreviewSpec;
  readonly veleroVersion: string;
}

/** What became of the data of each volume that outlives its pod. */
export function verifyVolumes(sources: VolumeSources): readonly VerifiedVolume[] {
  const { contents, records } = sources;
  const said = volumeRecords(records);
  const index = new VolumeRecordIndex(said ?? []);
  if (contents === undefined) return namedVolumes(records).map(withoutContents);
  const fates = fatesIn(contents, sources);
  const podVolumes = podVolumesByClaim(fates);
  const reasons = new Map(
    (sources.fates ?? [])
      .filter(({ method }) => method === 'none' || method === 'error')
      .map((fate) => [placeOf(fate), fate.rule]),
  );
  return withData(fates).map((fate) => {
    const { claim, pod, volume, persistentVolume } = fate;
    const own = pod === null ? [] : [`${pod}:${volume}`];
    const mounted = claim === null ? own : (podVolumes.get(claim) ?? []);
    const told = index.of({ claim, persistentVolume, podVolumes: mounted });
    const lost = told.filter((one) => isOfLostPod(one, contents));
    const record = best(withoutContradicted(told.filter((one) => !lost.includes(one))));
    const place = { claim, pod, volume, persistentVolume };
    if (record !== undefined && record.data !== 'none') return { ...place, ...resultOf(record) };
    if (lost.length > 0) return { ...place, ...lostWithPod(lost) };
    const rule = reasons.get(placeOf(fate)) ?? ruleBehind(record, fate);
    // Copies and uploads say nothing of a snapshot.
    const isTold = records.volumeInfos !== undefined || record !== undefined || rule !== null;
    if (said === undefined || !isTold) return { ...place, ...NOT_KNOWN };
    return { ...place, ...NO_DATA, data: dataBy(rule), rule, detail: record?.detail ?? null };
  });
}

const NOT_KNOWN = { data: 'unknown', method: null, bytes: null, rule: null, detail: null } as const;
const NO_DATA = { method: null, bytes: null } as const;

function dataBy(rule: string | null): 'left-out' | 'none' {
  return rule !== null && BY_CHOICE.includes(rule) ? 'left-out' : 'none';
}

/** The volumes of what is in the tarball, as Velero would find them there. */
function fatesIn({ inventory }: Contents, { spec, veleroVersion }: VolumeSources) {
  return preview(spec, inventory, { veleroVersion }).volumes;
}

function podVolumesByClaim(fates: readonly VolumeFate[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { claim, pod, volume } of fates) {
    if (claim === null || pod === null) continue;
    const known = found.get(claim);
    if (known === undefined) found.set(claim, [`${pod}:${volume}`]);
    else known.push(`${pod}:${volume}`);
  }
  return found;
}

/** Files are restored with the pod whose volume they were in: without it in the tarball they are not. */
function isOfLostPod({ podVolume, data }: VolumeRecord, { keys, report }: Contents): boolean {
  if (podVolume === undefined || data !== 'saved' || report.fault !== undefined) return false;
  return !keys.has(`pods/${podVolume.split(':')[0]}`);
}

function lostWithPod(records: readonly VolumeRecord[]) {
  const pods = records.map(({ podVolume }) => podVolume?.split(':')[0]);
  const detail = `its files were copied from ${[...new Set(pods)].join(', ')}, which is not in the tarball`;
  return { ...NO_DATA, data: 'none', rule: 'pod-not-in-backup', detail } as const;
}

/** Of two records about one copy the one that says that it failed counts. */
function withoutContradicted(records: readonly VolumeRecord[]): readonly VolumeRecord[] {
  const failed = new Set(records.filter(({ data }) => data === 'failed').map(copyOf));
  failed.delete(undefined);
  return records.filter((one) => one.data !== 'saved' || !failed.has(copyOf(one)));
}

/** One copy by a node agent; undefined for another way to save data. */
function copyOf({ method, podVolume, claim }: VolumeRecord): string | undefined {
  if (method === 'fs-backup') return podVolume;
  return method === 'csi-data-mover' ? claim : undefined;
}

/** One that holds data counts, then one that says why not. */
function best(records: readonly VolumeRecord[]): VolumeRecord | undefined {
  const ranks = ['saved', 'unfinished', 'failed', 'none', 'unknown'];
  return records.toSorted((one, other) => ranks.indexOf(one.data) - ranks.indexOf(other.data))[0];
}

function resultOf({ data, method, bytes, detail }: VolumeRecord) {
  return { data, method, bytes, rule: null, detail };
}

/** By Velero's own words, else by what the objects in the tarball decide. */
function ruleBehind(record: VolumeRecord | undefined, { rule }: VolumeFate): string | null {
  const detail = record?.detail ?? '';
  if (/skipped? (?:due to|in chosen) resource polic|'skip' in chosen/.test(detail))
    return 'policy-action';
  if (/opted out due to annotation/.test(detail)) return 'opted-out';
  if (/not a CSI volume/.test(detail)) return 'no-snapshotter';
  return ruleOf(detail) ?? (BY_CONTENTS.includes(rule) ? rule : null);
}

function placeOf({ claim, pod, volume, persistentVolume }: VolumeFate): string {
  return claim ?? (pod === null ? `/${persistentVolume}` : `${pod}:${volume}`);
}

/** Where no tarball was given, only the volumes are known that Velero's own objects name. */
function withoutContents(record: VolumeRecord): VerifiedVolume {
  const [pod = null, volume = null] = record.podVolume?.split(':') ?? [];
  const place = { claim: record.claim ?? null, pod, volume, persistentVolume: null };
  return { ...place, ...resultOf(record) };
}

/** What is wrong with the data of volumes. */
export function judgeVolumes(volumes: readonly VerifiedVolume[]): readonly VerifyFinding[] {
  const having = (state: VerifiedVolume['data']) => volumes.filter(({ data }) => data === state);
  return [
    ...withoutData(having('none')),
    ...about(templates.dataFailedVolumes, having('failed')),
    ...about(templates.dataUnfinishedVolumes, having('unfinished')),
    ...about(templates.recordMissingVolumes, having('unknown')),
    ...about(templates.dataLeftOutVolumes, having('left-out')),
  ];
}

function about(
  template:
    | typeof templates.dataFailedVolumes
    | typeof templates.dataUnfinishedVolumes
    | typeof templates.recordMissingVolumes
    | typeof templates.dataLeftOutVolumes,
  volumes: readonly VerifiedVolume[],
): readonly VerifyFinding[] {
  return volumes.length === 0 ? [] : [found(template, {}, named(volumes))];
}

/** One finding for each rule that explains it. */
function withoutData(volumes: readonly VerifiedVolume[]): readonly VerifyFinding[] {
  const groups = groupBy(
    volumes,
    ({ rule }): Rule => (rule !== null && isRule(rule) ? rule : 'data-missing'),
  );
  return [...groups].map(([rule, group]) =>
    found(templates.dataMissingVolumes, { rule }, named(group), { rule }),
  );
}

function named(volumes: readonly VerifiedVolume[]): string[] {
  return volumes.map((volume) => {
    const name = volumeName(volume);
    return volume.detail === null ? name : `${name}: ${volume.detail}`;
  });
}

/** `app/data`, else the pod's volume, else the PersistentVolume. */
export function volumeName({ claim, pod, volume, persistentVolume }: VerifiedVolume): string {
  return claim ?? (pod === null ? (persistentVolume ?? '') : `${pod}:${volume}`);
}
