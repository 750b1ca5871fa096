import type { Discovery } from '../discovery/discovery.js';
import type { IncludeExcludePolicy } from '../policies/policies.js';
import { type Entry, NameList } from './name-list.js';
import { refused } from './resource-filter.js';
import type { ScopedList, ScopedLists } from './scoped-lists.js';
import type { ResourceFilter, TypeVerdict } from './type-verdict.js';

const NAMESPACES = 'namespaces';

/** The lists of one scope, resolved. */
interface Lists {
  readonly includes: NameList;
  readonly excludes: NameList;
  readonly includesPath: string;
}

/**
 * Velero's ScopeIncludesExcludes: one pair of lists for namespaced types and one for cluster-scoped ones.
 * From 1.17 on it is used where no old filter is set, so also where no filter is set at all.
 */
export class ScopedFilter implements ResourceFilter {
  readonly namespaced: Lists;
  readonly cluster: Lists;
  readonly #allNamespaces: boolean;
  readonly #discovery: Discovery;

  constructor(lists: ScopedLists, allNamespaces: boolean, discovery: Discovery) {
    this.namespaced = resolveList(lists.namespaced, true, discovery);
    this.cluster = resolveList(lists.cluster, false, discovery);
    this.#allNamespaces = allNamespaces;
    this.#discovery = discovery;
  }

  /**
   * Velero's CombineWithPolicy: adds entries of a policy, the excludes first. One that a list of the spec
   * matches already is left out.
   */
  combineWith(policy: IncludeExcludePolicy): void {
    this.#add(policy.excludedNamespaceScopedResources, this.namespaced, 'excludes');
    this.#add(policy.includedNamespaceScopedResources, this.namespaced, 'includes');
    this.#add(policy.excludedClusterScopedResources, this.cluster, 'excludes');
    this.#add(policy.includedClusterScopedResources, this.cluster, 'includes');
  }

  #add(values: readonly string[], lists: Lists, to: 'includes' | 'excludes'): void {
    const { includes, excludes } = lists;
    for (const value of values) {
      const entry = { value, path: '/resourcePolicy' };
      const isNamespaced = lists === this.namespaced;
      const [resolved] = resolveEntry(entry, isNamespaced, this.#discovery);
      if (resolved === undefined) continue;
      if (includes.match(resolved.value) ?? excludes.match(resolved.value)) continue;
      lists[to].add(resolved);
    }
  }

  get lists(): readonly NameList[] {
    return [this.namespaced, this.cluster].flatMap(({ includes, excludes }) => [
      includes,
      excludes,
    ]);
  }

  collects(id: string): TypeVerdict {
    const type = this.#discovery.resolve(id);
    if (type === undefined) return { passes: false, rule: 'unknown-type' };
    return type.namespaced ? this.#collectsNamespaced(id) : this.#collectsCluster(id);
  }

  admits(id: string): TypeVerdict {
    const type = this.#discovery.resolve(id);
    if (type === undefined) return { passes: false, rule: 'unknown-type' };
    const { excludes } = type.namespaced ? this.namespaced : this.cluster;
    return refused(excludes, id) ?? { passes: true, rule: 'included-type' };
  }

  #collectsNamespaced(id: string): TypeVerdict {
    const { includes, excludes, includesPath } = this.namespaced;
    const excluded = excludedFrom(excludes, id);
    if (excluded !== undefined) return excluded;
    if (includes.size === 0) return { passes: true, rule: 'included-type' };
    const entry = includes.entryOf('*') ?? includes.match(id);
    return entry === undefined
      ? { passes: false, rule: 'not-an-included-type', listPath: includesPath }
      : { passes: true, rule: 'included-type', entry };
  }

  #collectsCluster(id: string): TypeVerdict {
    const { includes, excludes, includesPath } = this.cluster;
    const excluded = excludedFrom(excludes, id);
    if (excluded !== undefined) return excluded;
    if (this.#isFull) return { passes: true, rule: 'cluster-scope-unfiltered' };
    const entry = includes.entryOf('*') ?? includes.match(id);
    if (id === NAMESPACES) return { passes: true, rule: 'included-type', entry };
    if (entry !== undefined) return { passes: true, rule: 'cluster-scope-named', entry };
    const listPath = includes.size === 0 ? undefined : includesPath;
    return { passes: false, rule: 'cluster-scope-not-named', listPath };
  }

  /** The shortcut for full backups: out of reach where Velero itself excludes a cluster-scoped type. */
  get #isFull(): boolean {
    const { namespaced, cluster } = this;
    const { includes } = namespaced;
    return (
      this.#allNamespaces &&
      cluster.includes.size === 0 &&
      cluster.excludes.size === 0 &&
      namespaced.excludes.size === 0 &&
      (includes.size === 0 || (includes.size === 1 && includes.has('*')))
    );
  }
}

/** An excluded `*` counts even where the search for it ends at a pattern that does not compile. */
function excludedFrom(excludes: NameList, id: string): TypeVerdict | undefined {
  const star = excludes.entryOf('*');
  if (star !== undefined) return { passes: false, rule: 'excluded-type', entry: star };
  return refused(excludes, id);
}

function resolveList(list: ScopedList, namespaced: boolean, discovery: Discovery): Lists {
  const resolve = (entries: readonly Entry[]): NameList =>
    new NameList(entries.flatMap((entry) => resolveEntry(entry, namespaced, discovery)));
  return {
    includes: resolve(list.includes),
    excludes: resolve(list.excludes),
    includesPath: list.includesPath,
  };
}

/** An entry is dropped where it resolves to a type of the other scope, and where it is empty. */
function resolveEntry(entry: Entry, namespaced: boolean, discovery: Discovery): readonly Entry[] {
  const { value, path } = entry;
  const type = value === '*' ? undefined : discovery.resolve(value);
  if (type === undefined) return value === '' ? [] : [entry];
  return type.namespaced === namespaced ? [{ value: type.id, path }] : [];
}
