import type { Odd } from '../archive/read-tarball.js';
import * as templates from '../generated/verify-templates.js';
import { type Contents, keyOfListed, listedName, resourcesByKind } from './contents.js';
import type { BackupRecords } from './records.js';
import { found, type VerifyFinding } from './verification.js';
import type { WantedObject } from './wanted.js';

/** What is wrong with the tarball itself. */
export function judgeTarball(contents: Contents | undefined, file: string): VerifyFinding[] {
  if (contents === undefined) return [found(templates.recordMissingTarball, {}, [], { count: 1 })];
  const { fault, unreadable, foreign } = contents.report;
  return [
    ...(fault === undefined ? [] : [faultFinding(fault, file)]),
    ...oddFinding(templates.objectUnreadableObject, unreadable),
    ...oddFinding(templates.archiveEntryForeignEntry, foreign),
  ];
}

function faultFinding(
  { kind, message }: { readonly kind: string; readonly message: string },
  file: string,
): VerifyFinding {
  return kind === 'refused'
    ? found(templates.archiveRefusedSize, { file, reason: message }, [file])
    : found(templates.archiveUnreadableTarball, { file, reason: message }, [file]);
}

function oddFinding(
  template: typeof templates.objectUnreadableObject | typeof templates.archiveEntryForeignEntry,
  { count, some }: Odd,
): VerifyFinding[] {
  if (count === 0) return [];
  const about = some.map(({ path, reason }) => `${path}: ${reason}`);
  return [found(template, {}, about, { count })];
}

/** A tarball without an object, where nothing tells what was wanted. */
export function judgeEmpty(contents: Contents | undefined, wanted: unknown): VerifyFinding[] {
  const isEmpty = contents?.report.fault === undefined && contents?.keys.size === 0;
  if (!isEmpty || wanted !== undefined) return [];
  return [found(templates.backupEmptyTarball, {}, [], { count: 1 })];
}

/** Objects that Velero lists and that are not in the tarball; without its end, that tells nothing. */
export function judgeListed(
  contents: Contents | undefined,
  { listed }: BackupRecords,
): VerifyFinding[] {
  if (contents === undefined || contents.report.fault !== undefined) return [];
  if (listed === undefined) return [found(templates.recordMissingList, {}, [], { count: 1 })];
  const { keys, types } = contents;
  const resources = resourcesByKind(types);
  const missing = [...listed].filter((name) => !keys.has(keyOfListed(name, resources) ?? ''));
  const besides = [...keys]
    .map((key) => listedName(key, types))
    .filter((name) => !listed.has(name));
  return [
    ...(missing.length === 0 ? [] : [found(templates.listedNotSavedObject, {}, missing)]),
    ...(besides.length === 0 ? [] : [found(templates.savedNotListedObject, {}, besides)]),
  ];
}

/** Objects that were wanted, by a preview on the cluster, and that are not in the tarball. */
export function judgeWanted(
  contents: Contents | undefined,
  wanted: readonly WantedObject[] | undefined,
): VerifyFinding[] {
  if (contents === undefined || contents.report.fault !== undefined || wanted === undefined) {
    return [];
  }
  const missing = wanted.filter(({ key }) => !contents.keys.has(key));
  if (missing.length === 0) return [];
  const about = missing.map(({ key, why }) => (why === null ? key : `${key}: ${why}`));
  return [found(templates.wantedNotSavedObject, {}, about)];
}
