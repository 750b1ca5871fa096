import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What a file of a Backup holds, by the end of its name. */
export type RecordKind =
  | 'tarball'
  | 'backup'
  | 'resource-list'
  | 'results'
  | 'volumeinfo'
  | 'podvolumebackups';

const ENDS: readonly (readonly [RegExp, RecordKind])[] = [
  [/^velero-backup\.json$/, 'backup'],
  [/-resource-list\.json(?:\.gz)?$/, 'resource-list'],
  [/-results(?:\.json)?(?:\.gz)?$/, 'results'],
  [/-volumeinfo\.json(?:\.gz)?$/, 'volumeinfo'],
  [/-podvolumebackups\.json(?:\.gz)?$/, 'podvolumebackups'],
  [/\.(?:tar\.gz|tgz)$/, 'tarball'],
];

/** A file of a Backup. */
export interface StoredFile {
  readonly path: string;
  /** As it was given, or below the folder that was given. */
  readonly name: string;
  readonly kind: RecordKind;
  /** The Backup that its name names; undefined for `velero-backup.json`. */
  readonly backup: string | undefined;
}

/** The file, by its name; undefined for one of another kind. */
export function storedFile(path: string, name: string): StoredFile | undefined {
  const file = basename(path);
  const found = ENDS.find(([end]) => end.test(file));
  if (found === undefined) return undefined;
  const [end, kind] = found;
  const backup = file.replace(end, '').replace(/-data$/, '');
  return { path, name, kind, backup: backup === '' ? undefined : backup };
}

/** A store keeps a Backup in `backups/<name>`. */
const LEVELS = 2;

/** The files of Backups in a folder, or in the folders below it where a store keeps them, by their names. */
export function storedFilesIn(
  folder: string,
  name: string,
  levels = LEVELS,
): readonly StoredFile[] {
  const inside = readdirSync(folder).sort();
  const found = inside.flatMap((file) => storedFile(join(folder, file), join(name, file)) ?? []);
  if (found.length > 0 || levels === 0) return found;
  const below = inside.includes('backups') ? ['backups'] : inside;
  return below
    .filter((one) => isFolder(join(folder, one)))
    .flatMap((one) => storedFilesIn(join(folder, one), join(name, one), levels - 1));
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
