/** The picture and the table of CONTRIBUTING.md that say who may import whom, from the packages' manifests. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersWithManifest, type Manifest, readManifest } from '../release/packages.js';

const SCOPE = '@k8s-backup-target/';
/** What every package's tests use, and no package imports. */
const TOOLS = 'tools';
const NODE = /^ *(\w+)\["([^"]+)"\]$/gm;
const ARROWS = /^( *)\w+ --> [^\n]+\n(?: *\w+ --> [^\n]+\n)*/m;
const ROW = /^\| (`[^|]+) \| ([^|]+) \| ([^|]+) \|$/gm;

/** Folder → the folders that it may import; null for all. */
type Imports = ReadonlyMap<string, readonly string[] | null>;

/**
 * The page with the last column of its table and the arrows of its picture as the manifests below `root` say.
 * A folder without a manifest, such as `schema`, stays where the table names it.
 */
export function renderDependencies(page: string, root: string): string {
  const rows = page.replace(ROW, (row, folders: string, holds: string, cell: string) => {
    const names = quoted(folders);
    if (cell === 'everything' || !names.some((name) => manifestsOf(root, name).length > 0))
      return row;
    return `| ${folders} | ${holds} | ${cellOf(root, names, quoted(cell))} |`;
  });
  return rows.replace(ARROWS, (_, indent: string) => arrowsOf(rows, indent));
}

function quoted(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
}

function cellOf(root: string, names: readonly string[], before: readonly string[]): string {
  const byHand = before.filter((folder) => manifestsOf(root, folder).length === 0);
  const declared = names.flatMap((name) =>
    manifestsOf(root, name).flatMap((manifest) => importedBy(manifest, name)),
  );
  const order = foldersWithManifest(root, 'packages');
  const all = [...new Set([...byHand, ...declared])].sort(
    (a, b) => place(order, a) - place(order, b) || (a < b ? -1 : 1),
  );
  return all.length === 0 ? 'nothing' : all.map((folder) => `\`${folder}\``).join(', ');
}

/** Where a folder is in a list: the contract first, then the packages by name, then the rest. */
function place(order: readonly string[], folder: string): number {
  if (folder === 'schema') return -1;
  return order.includes(folder) ? 0 : 1;
}

/** The manifests of a folder of the table: its own, or those of the folders in it. */
function manifestsOf(root: string, folder: string): readonly Manifest[] {
  if (existsSync(join(root, folder, 'package.json'))) return [readManifest(join(root, folder))];
  if (folder !== 'examples') return [];
  return foldersWithManifest(root, folder).map((name) => readManifest(join(root, name)));
}

/** The folders that a manifest lets its sources import. What is bundled or private declares them for development. */
function importedBy(manifest: Manifest, folder: string): readonly string[] {
  const { dependencies, peerDependencies, devDependencies, bin, exports = {} } = manifest;
  const isBundled = bin !== undefined && !Object.hasOwn(exports, '.');
  const forDevelopment = isBundled || manifest.private === true ? devDependencies : {};
  return Object.keys({ ...dependencies, ...peerDependencies, ...forDevelopment })
    .filter((name) => name.startsWith(SCOPE))
    .map((name) => name.slice(SCOPE.length))
    .filter((name) => name !== TOOLS || !folder.startsWith('packages/'))
    .map((name) => (name === TOOLS ? name : `packages/${name}`));
}

/** The arrows of the picture: what each node imports, without what it reaches by way of another. */
function arrowsOf(page: string, indent: string): string {
  const nodes = new Map([...page.matchAll(NODE)].map(([, id = '', folder = '']) => [folder, id]));
  const imports: Imports = new Map(
    [...page.matchAll(ROW)].flatMap(([, folders = '', , cell = '']) =>
      quoted(folders).map((folder): [string, readonly string[] | null] => [
        folder,
        cell === 'everything' ? null : quoted(cell),
      ]),
    ),
  );
  const direct = (folder: string): readonly string[] =>
    imports.get(folder) ?? [...nodes.keys()].filter((other) => other !== folder);
  return [...nodes]
    .map(([folder, id]): [string, readonly string[]] => {
      const all = direct(folder);
      const farther = new Set(all.flatMap((other) => reachable(other, direct)));
      return [
        id,
        all.filter((other) => !farther.has(other)).map((other) => nodes.get(other) ?? other),
      ];
    })
    .filter(([, targets]) => targets.length > 0)
    .map(([id, targets]) => `${indent}${id} --> ${targets.join(' & ')}\n`)
    .join('');
}

function reachable(start: string, direct: (folder: string) => readonly string[]): string[] {
  const reached = new Set(direct(start));
  for (const folder of reached) for (const next of direct(folder)) reached.add(next);
  return [...reached];
}
