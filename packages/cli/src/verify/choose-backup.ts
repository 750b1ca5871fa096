import { dirname } from 'node:path';
import { nearest } from '@k8s-backup-target/schema/internal';
import type { StoredFile } from '../archive/stored-files.js';
import { CannotRunError } from '../command/errors.js';

/** The files of one Backup. */
export interface ChosenBackup {
  /** Undefined where no file names it. */
  readonly name: string | undefined;
  readonly files: readonly StoredFile[];
}

const MOST_NAMED = 10;

/**
 * The files of the Backup that is meant: the only one, or that of `--backup`.
 *
 * @throws CannotRunError `usage` where there are several, `not-found` where there is none of that name.
 */
export function chooseBackup(
  files: readonly StoredFile[],
  asked: string | undefined,
): ChosenBackup {
  const names = [...new Set(files.flatMap(({ backup }) => backup ?? []))];
  const [only, second] = names;
  if (asked === undefined && second !== undefined) {
    throw new CannotRunError(
      'usage',
      `there are ${names.length} Backups: name one with --backup, of ${names.slice(0, MOST_NAMED).join(', ')}`,
    );
  }
  const name = asked ?? only;
  if (asked !== undefined && names.length > 0 && !names.includes(asked)) {
    const near = nearest(asked, names);
    const hint =
      near === undefined
        ? `there is ${names.slice(0, MOST_NAMED).join(', ')}`
        : `did you mean ${near}?`;
    throw new CannotRunError('not-found', `no file is of the Backup ${asked}: ${hint}`);
  }
  const own = files.filter(({ backup }) => backup !== undefined && backup === name);
  const folders = new Set(own.map(({ path }) => dirname(path)));
  // velero-backup.json does not name its Backup: the folder does.
  const nameless = files.filter(
    ({ backup, path }) => backup === undefined && (own.length === 0 || folders.has(dirname(path))),
  );
  return { name, files: [...own, ...nameless] };
}
