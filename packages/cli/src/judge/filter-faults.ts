import { isPreviewSpecError, validateSpec } from '@k8s-backup-target/preview';
import type { Fields } from '../input/fields.js';
import type { ObjectFault } from './object-faults.js';

/** What the lint does not judge, by Velero's check or the rule, and the advice. */
const REMEDIES: Readonly<Record<string, string>> = {
  'resource:mixed-filters':
    'use either includedResources, excludedResources and includeClusterResources, or the lists by scope',
  'selector:two-kinds': 'remove labelSelector or orLabelSelectors',
  'selector-unusable':
    'remove it, or write matchLabels or matchExpressions that Kubernetes accepts',
  'selector-crash':
    'write matchLabels or matchExpressions that Kubernetes accepts; restart Velero if such a Backup is InProgress',
  'cluster-scoped:star-mixed': 'write "*" alone, or leave it out',
  'cluster-scoped:exclude-star': 'leave the include list empty where "*" is excluded',
  'cluster-scoped:overlap': 'remove it from one of the two lists',
  'namespace-scoped:star-mixed': 'write "*" alone, or leave it out',
  'namespace-scoped:exclude-star': 'leave the include list empty where "*" is excluded',
  'namespace-scoped:overlap': 'remove it from one of the two lists',
};

/**
 * What Velero's validation refuses of the filters that the contract does not have, and selectors with which nothing
 * can be listed.
 *
 * @param spec a BackupSpec as it is stored. One that an API server refuses has no filters to judge.
 */
export function filterFaults(spec: Fields, veleroVersion: string): readonly ObjectFault[] {
  try {
    return validateSpec(spec, { veleroVersion }).flatMap((issue) => {
      const { rule, path, message } = issue;
      const remedy = REMEDIES['check' in issue ? issue.check : rule];
      return remedy === undefined ? [] : [{ severity: 'error', rule, path, message, remedy }];
    });
  } catch (error) {
    if (isPreviewSpecError(error)) return [];
    throw error;
  }
}

/** Lists by scope, which take the place of the fields that the contract has. */
const BY_SCOPE = /^(?:in|ex)cluded(?:Namespace|Cluster)ScopedResources$/;

/** True where the lists by scope decide which types are saved. */
export function isByScope(spec: Fields): boolean {
  return Object.entries(spec).some(
    ([field, names]) => BY_SCOPE.test(field) && Array.isArray(names) && names.length > 0,
  );
}
