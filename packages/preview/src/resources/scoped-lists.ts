import type { Entry } from './name-list.js';

/** The include and the exclude list for the types of one scope. */
export interface ScopedList {
  readonly includes: readonly Entry[];
  readonly excludes: readonly Entry[];
  /** JSON Pointer to the include list. */
  readonly includesPath: string;
}

/** Velero's filters by scope, such as `includedNamespaceScopedResources`. */
export interface ScopedLists {
  readonly namespaced: ScopedList;
  readonly cluster: ScopedList;
}

const EMPTY: ScopedList = { includes: [], excludes: [], includesPath: '' };

export const NO_SCOPED_LISTS: ScopedLists = { namespaced: EMPTY, cluster: EMPTY };

/** True where no list holds an entry. */
export function areEmpty({ namespaced, cluster }: ScopedLists): boolean {
  return [namespaced, cluster].every(
    ({ includes, excludes }) => includes.length === 0 && excludes.length === 0,
  );
}
