import type { VeleroRules } from '@k8s-backup-target/lint';
import { FineFilters } from '../fine/fine-filters.js';
import { listSelector } from '../labels/list-selector.js';
import { chosenLocation, type Locations, validateLocations } from '../locations/locations.js';
import { NamespaceFilter } from '../namespaces/namespace-filter.js';
import {
  AUTO_EXCLUDED_CLUSTER,
  AUTO_EXCLUDED_NAMESPACED,
  addAutoExcludes,
} from '../resources/auto-excludes.js';
import type { Entry } from '../resources/name-list.js';
import { GlobalFilter } from '../resources/resource-filter.js';
import { ScopedFilter } from '../resources/scoped-filter.js';
import { areEmpty, type ScopedLists } from '../resources/scoped-lists.js';
import type { ResourceFilter } from '../resources/type-verdict.js';
import type { Filters } from '../spec/filters.js';
import type { ValidationIssue } from '../validation-issue.js';
import { type Cluster, hasExcludeLabel } from './cluster.js';
import type { Annotations, Request, VolumeSettings } from './request.js';
import { oldFiltersWithPolicy, resourcePolicyOf } from './resource-policy.js';
import { hasOldFilters, validateFilters } from './validate-filters.js';

/** Velero's prepareBackupRequest: a Backup ready to collect, or what makes its validation fail. */
export type Prepared =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly errors: readonly ValidationIssue[] };

export function prepare(
  filters: Filters,
  cluster: Cluster,
  semantics: VeleroRules,
  annotations: Annotations,
): Prepared {
  const {
    policies,
    ownPolicies,
    errors: policyErrors,
    isUnknown,
  } = resourcePolicyOf(filters, cluster.velero, semantics);
  const locations = locationsIn(cluster);
  const labelled = cluster.namespaces().filter(hasExcludeLabel);
  const excludes = [...filters.excludeNamespaces, ...labelled.map(({ name }) => ({ value: name }))];
  const errors = [
    ...validateLocations(filters.locations, locations, semantics),
    ...validateFilters(filters, excludes, semantics),
    ...policyErrors,
    ...(hasOldFilters(filters) ? oldFiltersWithPolicy(policies) : []),
  ];
  if (errors.length > 0) return { ok: false, errors };
  const namespaces = new NamespaceFilter(
    namespaceIncludes(filters.includeNamespaces, semantics),
    excludes,
    cluster.namespaces().map(({ name }) => name),
    semantics,
  );
  const resources = resourceFilter(filters, namespaces.includesEverything, cluster, semantics);
  if (policies?.includeExclude !== undefined && resources instanceof ScopedFilter)
    resources.combineWith(policies.includeExclude);
  const selector = listSelector(filters.labelSelectors);
  const { paths, volumeGroupLabel } = filters;
  return {
    ok: true,
    request: {
      cluster,
      semantics,
      namespaces,
      resources,
      selector,
      fine: policies && new FineFilters(policies, cluster.discovery),
      hasUnknownPolicy: isUnknown,
      policies,
      ownPolicies,
      volumes: volumeSettings(filters, cluster),
      storageLocation: chosenLocation(filters.locations, locations),
      veleroNamespace: cluster.velero?.namespace ?? 'velero',
      volumeGroupLabel,
      annotations,
      paths,
    },
  };
}

/** Velero reads those of its own namespace alone. */
function locationsIn(cluster: Cluster): Locations {
  const { velero } = cluster;
  const ofType = (type: string) =>
    (cluster.byNamespace(type).get(velero?.namespace ?? 'velero') ?? []).map((index) =>
      cluster.object(index),
    );
  return {
    storage: ofType('backupstoragelocations.velero.io'),
    snapshots: ofType('volumesnapshotlocations.velero.io'),
    velero,
  };
}

function volumeSettings({ volumes }: Filters, { velero }: Cluster): VolumeSettings {
  const { server } = velero ?? {};
  return {
    defaultVolumesToFsBackup:
      volumes.defaultVolumesToFsBackup ?? server?.defaultVolumesToFsBackup ?? false,
    snapshotMoveData: volumes.snapshotMoveData ?? server?.defaultSnapshotMoveData ?? false,
    snapshotVolumes: volumes.snapshotVolumes ?? true,
    movesByNodeAgent: ['', 'velero'].includes(volumes.dataMover ?? ''),
    takesCsiSnapshots:
      server === undefined || server === null
        ? undefined
        : (server.features ?? []).includes('EnableCSI'),
    uploaderType: server?.uploaderType ?? 'kopia',
  };
}

function namespaceIncludes(
  includes: readonly Entry[],
  { emptyIncludesBecomeStar }: VeleroRules,
): readonly Entry[] {
  return includes.length === 0 && emptyIncludesBecomeStar ? [{ value: '*' }] : includes;
}

function resourceFilter(
  filters: Filters,
  allNamespaces: boolean,
  { discovery }: Cluster,
  { clusterScopeUnfiltered, excludesSnapshots }: VeleroRules,
): ResourceFilter {
  const { includeResources, excludeResources, includeClusterResources, scoped } = filters;
  const isOldWhereUnset = clusterScopeUnfiltered !== 'related';
  if (hasOldFilters(filters) || (areEmpty(scoped) && isOldWhereUnset)) {
    const written = { includes: includeResources, excludes: excludeResources };
    const all = [AUTO_EXCLUDED_NAMESPACED, AUTO_EXCLUDED_CLUSTER];
    const lists = excludesSnapshots ? addAutoExcludes(written, all) : written;
    return new GlobalFilter(lists, includeClusterResources, allNamespaces, discovery);
  }
  return new ScopedFilter(
    excludesSnapshots ? withoutSnapshots(scoped) : scoped,
    allNamespaces,
    discovery,
  );
}

function withoutSnapshots({ namespaced, cluster }: ScopedLists): ScopedLists {
  return {
    namespaced: { ...namespaced, ...addAutoExcludes(namespaced, [AUTO_EXCLUDED_NAMESPACED]) },
    cluster: { ...cluster, ...addAutoExcludes(cluster, [AUTO_EXCLUDED_CLUSTER]) },
  };
}
