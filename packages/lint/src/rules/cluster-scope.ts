import { draft, type FindingDraft } from '../finding.js';
import {
  clusterScopeAllAll,
  clusterScopeAllVolumes,
  clusterScopeNoneEverywhere,
  clusterScopeNoneNamed,
  clusterScopeUndecidedExcludes,
  clusterScopeUndecidedExcluding,
  clusterScopeUndecidedNamespaces,
  clusterScopeUndecidedUnfiltered,
  persistentVolumesLostClaims,
} from '../generated/templates.js';
import type { Lists } from './lists.js';

const PATH = '/include_cluster_resources';

/**
 * Yields what becomes of cluster-scoped objects. Each remedy leads to a spec in which this finds nothing: never
 * from null to true or false and back.
 */
export function* clusterScopeFindings(
  included: boolean | null,
  lists: Lists,
): Iterable<FindingDraft> {
  if (included === null) {
    yield* undecidedFindings(lists);
    yield* lostVolumeFindings(lists);
  } else if (!included) {
    yield draft(lists.namesNamespaces ? clusterScopeNoneNamed : clusterScopeNoneEverywhere, PATH);
  } else if (lists.namesNamespaces) {
    if (!lists.namesResources) yield draft(clusterScopeAllAll, PATH);
    else if (!lists.hasSelector && lists.includeResources.some(isVolumes)) {
      yield draft(clusterScopeAllVolumes, PATH);
    }
  }
}

function* undecidedFindings(lists: Lists): Iterable<FindingDraft> {
  const { namesNamespaces, everyNamespace, includeResources, excludeResources } = lists;
  if (namesNamespaces) return;
  const isUnfiltered = includeResources.length === 0 && excludeResources.length === 0;
  if (everyNamespace) {
    if (excludeResources.length > 0) yield draft(clusterScopeUndecidedExcludes, PATH);
    else if (isUnfiltered) yield draft(clusterScopeUndecidedUnfiltered, PATH);
  } else if (isUnfiltered) yield draft(clusterScopeUndecidedExcluding, PATH);
  else if (!lists.namesResources) yield draft(clusterScopeUndecidedNamespaces, PATH);
}

const CLAIMS = /^persistentvolumeclaims?\.?$/i;
const VOLUMES = /^persistentvolumes?\.?$/i;

/** Velero knows short names in lower case only. */
function isClaims(name: string): boolean {
  return name === 'pvc' || name === 'pvc.' || CLAIMS.test(name);
}

function isVolumes(name: string): boolean {
  return name === 'pv' || name === 'pv.' || VOLUMES.test(name);
}

function* lostVolumeFindings({ includeResources, namesResources }: Lists): Iterable<FindingDraft> {
  const index = includeResources.findIndex(isClaims);
  if (!namesResources || index === -1 || includeResources.some(isVolumes)) {
    return;
  }
  yield draft(persistentVolumesLostClaims, `/include_resources/${index}`);
}
