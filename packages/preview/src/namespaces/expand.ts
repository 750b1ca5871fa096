import type { VeleroRules } from '@k8s-backup-target/lint';
import { compileGlob } from '../glob/glob.js';
import type { Entry } from '../resources/name-list.js';

/** A pattern that makes a Backup fail before anything is collected. */
export interface GlobFailure {
  readonly path: string;
  readonly pattern: string;
  readonly reason: string;
}

export interface ExpandedLists {
  readonly includes: readonly Entry[];
  readonly excludes: readonly Entry[];
  /** True once the lists are expanded: an empty include list then is nothing, not everything. */
  readonly isExpanded: boolean;
  /** Set where a pattern does not compile: Velero ends the Backup with Failed. */
  readonly failure?: GlobFailure | undefined;
}

/**
 * Velero's expansion of `*`, `?` and `[` in both lists against all namespaces of the cluster, from 1.18
 * on. Names without a wildcard pass through, whether they exist or not.
 */
export function expandNamespaces(
  includes: readonly Entry[],
  excludes: readonly Entry[],
  existing: readonly string[],
  semantics: VeleroRules,
): ExpandedLists {
  if (!isExpandable(includes, excludes, semantics))
    return { includes, excludes, isExpanded: false };
  const [included, excluded] = [expandList(includes, existing), expandList(excludes, existing)];
  return {
    includes: included.entries,
    excludes: excluded.entries,
    isExpanded: true,
    failure: included.failure ?? excluded.failure,
  };
}

/** 1.18.0 alone expands the excludes where nothing is included, and then includes nothing. */
function isExpandable(
  includes: readonly Entry[],
  excludes: readonly Entry[],
  { namespaceGlobs, emptyIncludesBecomeStar, expandsStar }: VeleroRules,
): boolean {
  if (namespaceGlobs === 'literal') return false;
  if (includes.length === 0 && emptyIncludesBecomeStar) return false;
  if (!expandsStar && includes.some(({ value }) => value === '*')) return false;
  return [...includes, ...excludes].some(({ value }) => isGlob(value));
}

function isGlob(name: string): boolean {
  return /[*?[]/.test(name);
}

function expandList(
  entries: readonly Entry[],
  existing: readonly string[],
): { entries: readonly Entry[]; failure?: GlobFailure | undefined } {
  const expanded = new Map<string, Entry>();
  const add = (entry: Entry): void => {
    if (!expanded.has(entry.value)) expanded.set(entry.value, entry);
  };
  for (const entry of entries) {
    const { value, path } = entry;
    if (!isGlob(value)) {
      add(entry);
      continue;
    }
    const glob = compileGlob(value);
    if (!glob.ok) {
      return { entries: [], failure: { path: path ?? '', pattern: value, reason: glob.reason } };
    }
    for (const name of existing) if (glob.matches(name)) add({ value: name, path });
  }
  return { entries: [...expanded.values()] };
}
