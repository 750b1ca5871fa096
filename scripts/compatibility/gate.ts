/** The gate over files: every schema of every version folder, compared with what of it is released. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Break, ReviewedWidening } from './break.js';
import { compareSchemas } from './compare.js';

const SCHEMA = 'schema';
const RELEASED = 'scripts/compatibility/released';
const REVIEWED = 'scripts/compatibility/reviewed-widenings.json';

/** A break, and the schema file it is in. */
export interface FileBreak extends Break {
  /** Relative to the repository's root. */
  readonly file: string;
}

/**
 * Lists every break with what is released. A folder such as `schema/v1` that no release had yet is free.
 *
 * @throws Error when a file cannot be read or is not JSON.
 */
export function findBreaks(root: string): FileBreak[] {
  const reviewed = readReviewed(root);
  return schemaFiles(join(root, RELEASED)).flatMap((path) => {
    const file = `${SCHEMA}/${path}`;
    if (!existsSync(join(root, file)))
      return [{ file, pointer: '', reason: 'the released schema was removed or renamed' }];
    const released = readJson(join(root, RELEASED, path));
    const current = readJson(join(root, file));
    const ofFile = reviewed.filter((widening) => widening.file === path);
    return compareSchemas(released, current, ofFile).map((found) => ({ file, ...found }));
  });
}

/** The schema files that differ from what is released, or are not released yet. */
export function unreleasedChanges(root: string): string[] {
  return schemaFiles(join(root, SCHEMA))
    .filter((path) => {
      const released = join(root, RELEASED, path);
      return (
        !existsSync(released) ||
        readFileSync(released, 'utf8') !== readFileSync(join(root, SCHEMA, path), 'utf8')
      );
    })
    .map((path) => `${SCHEMA}/${path}`);
}

/**
 * Takes the schemas as they are for what is released from now on, and returns the files that changed.
 * The reviewed widenings have then served.
 *
 * @throws Error when there is a break: what is released stays.
 */
export function acceptSchemas(root: string): string[] {
  const [first] = findBreaks(root);
  if (first !== undefined)
    throw new Error(`${first.file}#${first.pointer}: ${first.reason}; nothing was accepted`);
  const changed = unreleasedChanges(root);
  for (const file of changed) {
    const released = join(root, RELEASED, file.slice(SCHEMA.length + 1));
    mkdirSync(dirname(released), { recursive: true });
    writeFileSync(released, readFileSync(join(root, file)));
  }
  writeFileSync(join(root, REVIEWED), '[]\n');
  return changed;
}

/** The schema files in the version folders below `folder`, such as `v0/some.schema.json`. */
function schemaFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^v\d+$/.test(entry.name))
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`))
    .filter((path) => path.endsWith('.schema.json'))
    .sort();
}

function readReviewed(root: string): readonly ReviewedWidening[] {
  const reviewed: readonly Partial<ReviewedWidening>[] = readJson(join(root, REVIEWED));
  return reviewed.map(({ file = '', pointer = '', from = '', to = '', because = '' }) => {
    if (because.trim() === '')
      throw new Error(`${REVIEWED}: the widening of ${file}#${pointer} has no "because"`);
    return { file, pointer, from, to, because };
  });
}

function readJson<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} cannot be read as JSON: ${String(error)}`);
  }
}
