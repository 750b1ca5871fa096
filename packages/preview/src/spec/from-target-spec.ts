import { fieldsOfK8sBackupTargetSpec } from '@k8s-backup-target/schema/internal';
import { entriesOf, flagOf, labelsOf } from './field-values.js';
import { type FilterPaths, type Filters, INEXPRESSIBLE } from './filters.js';

const PATHS: FilterPaths = {
  includeNamespaces: '/include_namespaces',
  excludeNamespaces: '/exclude_namespaces',
  includeResources: '/include_resources',
  excludeResources: '/exclude_resources',
  includeClusterResources: '/include_cluster_resources',
};
const LABEL_SELECTOR = '/label_selector';

export const TARGET_SPEC_FIELDS: readonly string[] = Object.keys(fieldsOfK8sBackupTargetSpec);

/**
 * A spec of the contract as a Backup that this project makes of it: an empty selector is left out.
 *
 * @throws PreviewSpecError where a field has the wrong type.
 */
export function fromTargetSpec(spec: Readonly<Record<string, unknown>>): Filters {
  const labels = labelsOf(spec['label_selector'], LABEL_SELECTOR);
  const hasLabels = labels !== null && Object.keys(labels).length > 0;
  return {
    includeNamespaces: entriesOf(spec['include_namespaces'], PATHS.includeNamespaces),
    excludeNamespaces: entriesOf(spec['exclude_namespaces'], PATHS.excludeNamespaces),
    includeResources: entriesOf(spec['include_resources'], PATHS.includeResources),
    excludeResources: entriesOf(spec['exclude_resources'], PATHS.excludeResources),
    includeClusterResources: flagOf(
      spec['include_cluster_resources'],
      PATHS.includeClusterResources,
    ),
    ...INEXPRESSIBLE,
    labelSelectors: {
      all: hasLabels ? { matchLabels: labels, matchExpressions: [], path: LABEL_SELECTOR } : null,
      any: null,
    },
    paths: PATHS,
  };
}
