// Room: Which namespaces a Backup includes. May import glob, resources.
import type { VeleroRules } from '@k8s-backup-target/lint';
import { type Entry, NameList } from '../resources/name-list.js';
import { expandNamespaces, type GlobFailure } from './expand.js';

/** The entry that decided about a namespace, or about what is in it. */
export type NamespaceVerdict =
  | { readonly included: true; readonly entry?: Entry | undefined }
  | { readonly included: false; readonly excludedBy?: Entry | undefined };

/** Velero's NamespaceIncludesExcludes, after expansion. */
export class NamespaceFilter {
  readonly failure: GlobFailure | undefined;
  /** True if no namespace is left out, which decides about cluster-scoped types. */
  readonly includesEverything: boolean;
  /** One entry for each namespace to list; the empty name means all namespaces. */
  readonly namesToList: ReadonlySet<string>;
  readonly includes: NameList;
  readonly excludes: NameList;
  readonly #isExpanded: boolean;

  constructor(
    includes: readonly Entry[],
    excludes: readonly Entry[],
    existing: readonly string[],
    semantics: VeleroRules,
  ) {
    const lists = expandNamespaces(includes, excludes, existing, semantics);
    this.failure = lists.failure;
    this.#isExpanded = lists.isExpanded;
    this.includes = new NameList(lists.includes);
    this.excludes = new NameList(lists.excludes);
    this.includesEverything = this.#coversAll(existing, semantics);
    this.namesToList = this.#toList(semantics);
  }

  judge(name: string): NamespaceVerdict {
    if (this.#isExpanded && this.includes.size === 0) return { included: false };
    const excludedBy = this.excludes.match(name);
    if (excludedBy !== undefined) return { included: false, excludedBy };
    if (this.includes.size === 0 || this.includes.has('*')) {
      return { included: true, entry: this.includes.entryOf('*') };
    }
    const entry = this.includes.match(name);
    return entry === undefined ? { included: false } : { included: true, entry };
  }

  #coversAll(existing: readonly string[], { coveringAllIsEverything }: VeleroRules): boolean {
    if (this.excludes.size > 0) return false;
    if (this.includes.size === 0) return true;
    if (this.includes.size === 1 && this.includes.has('*')) return true;
    return (
      coveringAllIsEverything &&
      this.includes.size === existing.length &&
      existing.every((name) => this.includes.has(name))
    );
  }

  /** An odd result of the real thing: where an exclude such as `?` matches `*`, nothing is listed. */
  #toList({ listsStarAtOnce }: VeleroRules): ReadonlySet<string> {
    if (listsStarAtOnce && this.judge('*').included) return new Set(['']);
    return new Set(this.includes.values.filter((name) => this.judge(name).included));
  }
}
