/**
 * The field of Velero's BackupSpec that each field of the contract becomes; ttl keeps its name. On its own, since the
 * editor of the playground loads it, whose weight is bounded.
 */
export const VELERO_FIELDS = {
  include_namespaces: 'includedNamespaces',
  exclude_namespaces: 'excludedNamespaces',
  include_resources: 'includedResources',
  exclude_resources: 'excludedResources',
  include_cluster_resources: 'includeClusterResources',
  label_selector: 'labelSelector/matchLabels',
} as const;

/** A field of a BackupSpec that a field of the contract becomes: the first part of its path. */
export function veleroField(path: string): string {
  return path.replace(/\/.*/, '');
}
