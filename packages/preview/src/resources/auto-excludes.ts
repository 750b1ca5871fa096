import type { Entry } from './name-list.js';

/** Types that Velero excludes by itself from 1.17 on: it makes and saves them itself. */
export const AUTO_EXCLUDED_NAMESPACED = 'volumesnapshots.snapshot.storage.k8s.io';
export const AUTO_EXCLUDED_CLUSTER = 'volumesnapshotcontents.snapshot.storage.k8s.io';

export interface ResourceLists {
  readonly includes: readonly Entry[];
  readonly excludes: readonly Entry[];
}

/**
 * Velero's modifyResourceIncludeExclude: adds the types to the excludes, and takes the very same text out
 * of the includes. It deletes from the list that it walks, so the entry after a deleted one is
 * skipped, and one of two neighbours stays.
 */
export function addAutoExcludes(
  { includes, excludes }: ResourceLists,
  types: readonly string[],
): ResourceLists {
  const added = types
    .filter((type) => !excludes.some(({ value }) => value === type))
    .map((value) => ({ value }));
  const all = [...excludes, ...added];
  let kept = includes;
  for (const { value } of all) kept = withoutWhileWalking(kept, value);
  return { includes: kept, excludes: all };
}

function withoutWhileWalking(entries: readonly Entry[], value: string): readonly Entry[] {
  const kept = [...entries];
  for (let index = 0; index < kept.length; index += 1) {
    if (kept[index]?.value === value) kept.splice(index, 1);
  }
  return kept;
}
