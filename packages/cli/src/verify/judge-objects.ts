import type { Odd } from '../archive/read-tarball.js';
import { type Contents, keyOfListed, listedName, resourcesByKind } from './contents.js';
import type { BackupRecords } from './records.js';
import { found, type VerifyFinding } from './verification.js';
import type { WantedObject } from './wanted.js';

/** What is wrong with the tarball itself. */
export function judgeTarball(contents: Contents | undefined, file: string): VerifyFinding[] {
  if (contents === undefined) {
    const message = 'what the tarball holds is not known';
    return [
      found('unknown', 'record-missing', message, [], {
        remedy: 'give the tarball: velero backup download, or the folder in the store',
        count: 1,
      }),
    ];
  }
  const { fault, unreadable, foreign } = contents.report;
  return [
    ...(fault === undefined ? [] : [faultFinding(fault, file)]),
    ...oddFinding('object-unreadable', 'objects in the tarball cannot be restored', unreadable),
    ...oddFinding('archive-entry-foreign', 'entries of the tarball are not of Velero', foreign),
  ];
}

function faultFinding(
  { kind, message }: { readonly kind: string; readonly message: string },
  file: string,
): VerifyFinding {
  return kind === 'refused'
    ? found('unknown', 'archive-refused', `${file} is not read to its end: ${message}`, [file], {
        remedy: 'check where it comes from',
      })
    : found('error', 'archive-unreadable', `${file} cannot be read: ${message}`, [file], {
        remedy: 'get it again from the store; if it is the same there, make a new Backup',
      });
}

function oddFinding(
  rule: 'object-unreadable' | 'archive-entry-foreign',
  message: string,
  { count, some }: Odd,
): VerifyFinding[] {
  if (count === 0) return [];
  return [
    found(
      'error',
      rule,
      message,
      some.map(({ path, reason }) => `${path}: ${reason}`),
      { count, remedy: 'do not restore from it before you know who wrote it' },
    ),
  ];
}

/** A tarball without an object, where nothing tells what was wanted. */
export function judgeEmpty(contents: Contents | undefined, wanted: unknown): VerifyFinding[] {
  const isEmpty = contents?.report.fault === undefined && contents?.keys.size === 0;
  if (!isEmpty || wanted !== undefined) return [];
  return [
    found('unknown', 'backup-empty', 'the Backup holds no object', [], {
      remedy: 'give an inventory, which tells whether any was wanted: kbt inventory save',
      count: 1,
    }),
  ];
}

/** Objects that Velero lists and that are not in the tarball; without its end, that tells nothing. */
export function judgeListed(
  contents: Contents | undefined,
  { listed }: BackupRecords,
): VerifyFinding[] {
  if (contents === undefined || contents.report.fault !== undefined) return [];
  if (listed === undefined) {
    const message = 'which objects Velero meant to save is not known';
    return [
      found('unknown', 'record-missing', message, [], {
        remedy: 'give the file -resource-list.json.gz of the Backup',
        count: 1,
      }),
    ];
  }
  const { keys, types } = contents;
  const resources = resourcesByKind(types);
  const missing = [...listed].filter((name) => !keys.has(keyOfListed(name, resources) ?? ''));
  const besides = [...keys]
    .map((key) => listedName(key, types))
    .filter((name) => !listed.has(name));
  return [
    ...(missing.length === 0
      ? []
      : [
          found('error', 'listed-not-saved', 'Velero lists objects that are not there', missing, {
            remedy: 'mend what the errors name, and make a new Backup',
          }),
        ]),
    ...(besides.length === 0
      ? []
      : [
          found(
            'warning',
            'saved-not-listed',
            'objects are there that Velero does not list',
            besides,
          ),
        ]),
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
  return [
    found(
      'error',
      'wanted-not-saved',
      'objects that were wanted are not in the Backup',
      missing.map(({ key, why }) => (why === null ? key : `${key}: ${why}`)),
      { remedy: 'if they are younger than the Backup, verify the next one; else see its errors' },
    ),
  ];
}
