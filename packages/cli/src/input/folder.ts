import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { CannotRunError, isCannotRunError } from '../command/errors.js';
import { fieldsOf, listOf, textOf } from './fields.js';
import type { Source } from './source.js';

/** A file below a folder. */
export interface FileInFolder {
  /** Its path, as the folder's was given. */
  readonly name: string;
  /** True of a file that a kustomization names as a patch: it holds a part of an object. */
  readonly isPatch: boolean;
}

const READ = /\.(?:ya?ml|json)$/i;
const KUSTOMIZATION = /^kustomization(?:\.ya?ml)?$/i;
/** A home folder or a whole disk was hardly meant. */
const MOST_FILES = 20_000;

/**
 * The YAML and JSON files below a folder, in the order of their names. What begins with a dot is left out, and so are
 * `node_modules` and links to folders, which may lead back.
 *
 * @param open where `folder` is on this machine.
 * @throws CannotRunError `input` for more files than anyone means.
 */
export async function filesBelow(
  folder: string,
  open: (name: string) => string,
): Promise<readonly FileInFolder[]> {
  const names: string[] = [];
  collect(folder, open, names);
  const kustomizations = names.filter(isKustomization);
  const listed = await Promise.all(kustomizations.map((name) => patchesOf(name, open)));
  const patches = new Set(listed.flat());
  return names.map((name) => ({ name, isPatch: patches.has(normalize(name)) }));
}

function collect(folder: string, open: (name: string) => string, names: string[]): void {
  const entries = readdirSync(open(folder), { withFileTypes: true });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const name = join(folder, entry.name);
    if (entry.isDirectory()) collect(name, open, names);
    else if (READ.test(entry.name) || KUSTOMIZATION.test(entry.name)) names.push(name);
    if (names.length > MOST_FILES) {
      throw new CannotRunError(
        'input',
        `${folder} holds more than ${MOST_FILES} files: name one below it`,
      );
    }
  }
}

function isKustomization(name: string): boolean {
  return KUSTOMIZATION.test(basename(name));
}

/** The files that a kustomization names as patches; none where it cannot be read, which is said elsewhere. */
async function patchesOf(name: string, open: (name: string) => string): Promise<readonly string[]> {
  const fields = fieldsOf(await parsed({ name, text: readFileSync(open(name), 'utf8') }));
  const listed = [
    ...listOf(fields['patches']).map((patch) => fieldsOf(patch)['path']),
    ...listOf(fields['patchesStrategicMerge']),
    ...listOf(fields['patchesJson6902']).map((patch) => fieldsOf(patch)['path']),
  ];
  return listed.flatMap((path) => {
    const text = textOf(path);
    return text === undefined || text.includes('\n') ? [] : [join(dirname(name), text)];
  });
}

async function parsed(source: Source): Promise<unknown> {
  const { parseYamlSource } = await import('./yaml-document.js');
  try {
    return parseYamlSource(source)[0]?.value;
  } catch (error) {
    if (isCannotRunError(error)) return undefined;
    throw error;
  }
}
