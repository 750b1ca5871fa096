import { type Match, match } from '../finding.js';
import {
  clusterScopeAllAll,
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
export function* clusterScopeMatches(included: boolean | null, lists: Lists): Iterable<Match> {
  if (included === null) {
    yield* undecidedMatches(lists);
    yield* lostVolumeMatches(lists);
  } else if (!included) {
    yield match(lists.namesNamespaces ? clusterScopeNoneNamed : clusterScopeNoneEverywhere, PATH);
  } else if (lists.namesNamespaces && !lists.namesResources) yield match(clusterScopeAllAll, PATH);
}

function* undecidedMatches(lists: Lists): Iterable<Match> {
  const { namesNamespaces, everyNamespace, includeResources, excludeResources } = lists;
  if (namesNamespaces) return;
  const isUnfiltered = includeResources.length === 0 && excludeResources.length === 0;
  if (everyNamespace) {
    if (excludeResources.length > 0) yield match(clusterScopeUndecidedExcludes, PATH);
    else if (isUnfiltered) yield match(clusterScopeUndecidedUnfiltered, PATH);
  } else if (isUnfiltered) yield match(clusterScopeUndecidedExcluding, PATH);
  else if (!lists.namesResources) yield match(clusterScopeUndecidedNamespaces, PATH);
}

const VOLUME_CLAIMS = /^(?:pvc|persistentvolumeclaims?)\.?$/i;
const VOLUMES = /^(?:pv|persistentvolumes?)\.?$/i;

function* lostVolumeMatches({ includeResources, namesResources }: Lists): Iterable<Match> {
  const index = includeResources.findIndex((name) => VOLUME_CLAIMS.test(name));
  if (!namesResources || index === -1 || includeResources.some((name) => VOLUMES.test(name))) {
    return;
  }
  yield match(persistentVolumesLostClaims, `/include_resources/${index}`);
}
