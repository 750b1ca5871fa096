// Room: The filters of a resource policy, by namespace and by kind. May import discovery, glob, inventory, labels, policies, resources.
import type { Discovery } from '../discovery/discovery.js';
import { type CompiledGlob, compileGlob } from '../glob/glob.js';
import type { NamespacedPolicy, Policies, ResourceFilterPolicy } from '../policies/policies.js';
import { isCatchAll } from '../policies/policies.js';
import { type ResourceMatcher, resourceMatcher } from './resource-matcher.js';

/** The filters for one namespace: types that none of them names are not listed there. */
interface NamespaceFilters {
  readonly byType: ReadonlyMap<string, ResourceMatcher>;
  readonly others: ResourceMatcher | undefined;
}

interface Pattern {
  readonly filters: NamespaceFilters;
  readonly glob: CompiledGlob;
}

/** The matcher for a type in a namespace; `none` where the policy leaves the type out there. */
export type Choice = ResourceMatcher | 'none' | undefined;

/** Velero's fine-grained filters, from 1.18.3 on: `namespacedFilterPolicies` and `clusterScopedFilterPolicy`. */
export class FineFilters {
  /** Kinds of `namespacedFilterPolicies` that Velero cannot resolve at all: each is an error in its log. */
  readonly unknownKinds: readonly string[];
  readonly #byName = new Map<string, NamespaceFilters>();
  readonly #patterns: Pattern[] = [];
  readonly #clusterScoped: ReadonlyMap<string, ResourceMatcher> | undefined;
  readonly #hits = new Map<string, NamespaceFilters | undefined>();

  constructor({ namespaced, clusterScoped }: Policies, discovery: Discovery) {
    const unknown = new Set<string>();
    for (const policy of namespaced) this.#addPolicy(policy, discovery, unknown);
    this.unknownKinds = [...unknown];
    this.#clusterScoped = clusterScoped && matchersByType(clusterScoped, discovery);
  }

  /** The matcher for what is listed in a namespace; the empty name means all, and for no namespace. */
  inNamespace(namespace: string, type: string): Choice {
    const filters = this.#filtersOf(namespace);
    if (filters === undefined) return undefined;
    return filters.byType.get(type) ?? filters.others ?? 'none';
  }

  /** The matcher for a cluster-scoped type; undefined where no filter names it. */
  ofClusterType(type: string): ResourceMatcher | undefined {
    return this.#clusterScoped?.get(type);
  }

  /** True where `clusterScopedFilterPolicy` is set: then patterns for namespaces choose no labels of its types. */
  get hasClusterPolicy(): boolean {
    return this.#clusterScoped !== undefined;
  }

  #addPolicy(
    { namespaces, resourceFilters }: NamespacedPolicy,
    discovery: Discovery,
    unknown: Set<string>,
  ): void {
    const others = resourceFilters.find(isCatchAll);
    const named = resourceFilters.filter((filter) => !isCatchAll(filter));
    const byType = matchersByType(named, discovery);
    for (const type of byType.keys()) {
      if (discovery.resolve(type) === undefined) unknown.add(type);
    }
    const filters = { byType, others: others && resourceMatcher(others) };
    for (const pattern of namespaces) {
      this.#byName.set(pattern, filters);
      if (/[*?[]/.test(pattern)) this.#patterns.push({ filters, glob: compileGlob(pattern) });
    }
  }

  /** A name that is written wins over patterns, of which the first one that matches counts. */
  #filtersOf(namespace: string): NamespaceFilters | undefined {
    if (!this.#hits.has(namespace)) {
      const found =
        this.#byName.get(namespace) ??
        this.#patterns.find(({ glob }) => glob.ok && glob.matches(namespace))?.filters;
      this.#hits.set(namespace, found);
    }
    return this.#hits.get(namespace);
  }
}

/** Kinds are resolved as they are, without a group: `deployment.apps` is the text of no type. */
function matchersByType(
  filters: readonly ResourceFilterPolicy[],
  discovery: Discovery,
): ReadonlyMap<string, ResourceMatcher> {
  return new Map(
    filters.flatMap((filter) => {
      const matcher = resourceMatcher(filter);
      return filter.kinds.map(
        (kind) =>
          [discovery.resolveName({ resource: kind, group: '' })?.id ?? kind, matcher] as const,
      );
    }),
  );
}
