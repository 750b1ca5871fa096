/** The rooms of this house, and who may import whom: the table in CONTRIBUTING.md. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A folder, and the folders whose code it may import besides its own. */
export interface Room {
  /** A path from the repository's root, e.g. `packages/velero`. */
  readonly folder: string;
  /** The rooms it may import; null for all of them. */
  readonly imports: readonly string[] | null;
}

/**
 * Reads the table: each row names folders in its first column and, in its last, the folders that they
 * may import, `nothing` or `everything`.
 */
export function readRooms(): readonly Room[] {
  return readFileSync('CONTRIBUTING.md', 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 5 && cells[1]?.startsWith('`'))
    .flatMap(([, folders = '', , imports = '']) =>
      quoted(folders).map((folder) => ({
        folder,
        imports: imports === 'everything' ? null : quoted(imports),
      })),
    );
}

function quoted(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
}

/** The folders that there are, and that the table must name: each at the top, and each package. */
export function existingFolders(): readonly string[] {
  const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');
  const folders = files
    .filter((file) => file.includes('/'))
    .map((file) => file.split('/'))
    .map(([top = '', name]) => (top === 'packages' ? `${top}/${name}` : top));
  return [...new Set(folders)];
}

/** The room that a file or package belongs to; undefined for what is not of this repository. */
export function roomOf(rooms: readonly Room[], target: string): Room | undefined {
  const [, name] = /^@k8s-backup-target\/([^/]+)/.exec(target) ?? [];
  const path = name === undefined ? target : folderOf(name);
  return rooms.find(({ folder }) => path === folder || path.startsWith(`${folder}/`));
}

function folderOf(name: string): string {
  if (name === 'tools') return name;
  return name.startsWith('tests-') ? name.replace('-', '/') : `packages/${name}`;
}
