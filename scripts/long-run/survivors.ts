/**
 * The mutants that are known to survive, each with its reason: a run fails for one that is not listed, and for one
 * that is listed and survives no more.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A change of the code, by what it is and not by its line's number, which moves. */
export interface Change {
  /** Below the repository's root. */
  readonly file: string;
  /** The line as it is, without the spaces around it. */
  readonly code: string;
  /** What the mutant has instead: what replaces a part of the line, or the whole line. */
  readonly becomes: string;
}

/** A mutant that no test notices, and why none can or need. */
export interface ListedSurvivor extends Change {
  readonly reason: string;
}

const FOLDER = 'tools/mutation/survivors';

/** The list of a run, from its folder; empty where it has no file. */
export function readListed(root: string, name: string): readonly ListedSurvivor[] {
  const path = join(root, FOLDER, `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
}

/** The survivors with their reasons, `null` for one that is not listed; and what is listed without surviving. */
export function compareWithList<T extends Change>(
  survivors: readonly T[],
  listed: readonly ListedSurvivor[],
): {
  readonly survivors: readonly (T & { readonly reason: string | null })[];
  readonly outdated: readonly ListedSurvivor[];
} {
  const left = [...listed];
  const reasoned = survivors.map((survivor) => {
    const index = left.findIndex((each) => isSame(each, survivor));
    const [found] = index === -1 ? [] : left.splice(index, 1);
    return { ...survivor, reason: found?.reason ?? null };
  });
  return { survivors: reasoned, outdated: left };
}

/** Whether two are the same change. */
export function isSame(one: Change, other: Change): boolean {
  return one.file === other.file && one.code === other.code && one.becomes === other.becomes;
}
