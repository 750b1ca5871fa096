// Room: Which types a Backup includes. May import discovery, glob, policies.
import type { Discovery } from '../discovery/discovery.js';
import { type Entry, NameList } from './name-list.js';
import type { ResourceFilter, TypeCollectedRule, TypeVerdict } from './type-verdict.js';

const NAMESPACES = 'namespaces';

/** Resolves entries to types; one that resolves to none keeps its text, which then is a pattern. */
function resolveEntries(entries: readonly Entry[], discovery: Discovery): readonly Entry[] {
  return entries.flatMap(({ value, path }) => {
    if (value === '*') return [{ value, path }];
    const resolved = discovery.resolve(value)?.id ?? value;
    return resolved === '' ? [] : [{ value: resolved, path }];
  });
}

/** The verdict on a type that an exclude list holds. */
export function refused(list: NameList, type: string): TypeVerdict | undefined {
  const entry = list.match(type);
  if (entry === undefined) return undefined;
  const rule = entry.path === undefined ? 'excluded-by-velero' : 'excluded-type';
  return { passes: false, rule, entry };
}

/**
 * Velero's GlobalIncludesExcludes: the filters includedResources, excludedResources and
 * includeClusterResources, used where any of them is set.
 */
export class GlobalFilter implements ResourceFilter {
  readonly includes: NameList;
  readonly excludes: NameList;
  readonly #flag: boolean | null;
  readonly #allNamespaces: boolean;
  readonly #discovery: Discovery;

  constructor(
    lists: { readonly includes: readonly Entry[]; readonly excludes: readonly Entry[] },
    includeClusterResources: boolean | null,
    allNamespaces: boolean,
    discovery: Discovery,
  ) {
    this.includes = new NameList(resolveEntries(lists.includes, discovery));
    this.excludes = new NameList(resolveEntries(lists.excludes, discovery));
    this.#flag = includeClusterResources;
    this.#allNamespaces = allNamespaces;
    this.#discovery = discovery;
  }

  get lists(): readonly NameList[] {
    return [this.includes, this.excludes];
  }

  collects(id: string): TypeVerdict {
    const type = this.#discovery.resolve(id);
    if (type === undefined) return { passes: false, rule: 'unknown-type' };
    const isClusterScoped = !type.namespaced;
    if (isClusterScoped && this.#flag === false) {
      return { passes: false, rule: 'cluster-scope-false' };
    }
    if (isClusterScoped && id !== NAMESPACES && this.#flag === null && !this.#allNamespaces) {
      return { passes: false, rule: 'cluster-scope-namespaces-restricted' };
    }
    return this.#byLists(id, isClusterScoped);
  }

  admits(id: string): TypeVerdict {
    const excluded = refused(this.excludes, id);
    if (excluded !== undefined) return excluded;
    const type = this.#discovery.resolve(id);
    if (type === undefined) return { passes: false, rule: 'unknown-type' };
    if (!type.namespaced && this.#flag === false) {
      return { passes: false, rule: 'cluster-scope-false' };
    }
    if (!type.namespaced && this.#flag === null) return this.#byLists(id, true);
    return { passes: true, rule: 'included-type' };
  }

  get #scopeRule(): TypeCollectedRule {
    if (this.#flag === true) return 'cluster-scope-true';
    const isUnfiltered = this.includes.size === 0 && this.excludes.size === 0;
    return isUnfiltered ? 'cluster-scope-unfiltered' : 'cluster-scope-automatic';
  }

  #byLists(id: string, isClusterScoped: boolean): TypeVerdict {
    const excluded = refused(this.excludes, id);
    if (excluded !== undefined) return excluded;
    const rule = isClusterScoped && id !== NAMESPACES ? this.#scopeRule : 'included-type';
    if (this.includes.size === 0) return { passes: true, rule };
    const entry = this.includes.entryOf('*') ?? this.includes.match(id);
    return entry === undefined
      ? { passes: false, rule: 'not-an-included-type' }
      : { passes: true, rule, entry };
  }
}
