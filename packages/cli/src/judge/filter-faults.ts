import { isPreviewSpecError, validateSpec } from '@k8s-backup-target/preview';
import type { Fields } from '../input/fields.js';
import type { ObjectFault } from './object-faults.js';

/** What the lint does not judge, by the rules of preview: the id under which `validate` says it, and the advice. */
const JUDGED_HERE: Readonly<Record<string, readonly [rule: string, remedy: string]>> = {
  'resource:mixed-filters': [
    'mixed-filters',
    'use either includedResources, excludedResources and includeClusterResources, or the lists by scope',
  ],
  'selector:two-kinds': ['two-selectors', 'remove labelSelector or orLabelSelectors'],
  'selector:unusable': [
    'selector-unusable',
    'remove it, or write matchLabels or matchExpressions that Kubernetes takes',
  ],
  'selector:crash': [
    'selector-crash',
    'write matchLabels or matchExpressions that Kubernetes takes; restart Velero if such a Backup is InProgress',
  ],
  'cluster-scoped:star-mixed': ['scoped-list', 'write "*" alone, or leave it out'],
  'cluster-scoped:exclude-star': [
    'scoped-list',
    'leave the include list empty where "*" is excluded',
  ],
  'cluster-scoped:overlap': ['scoped-list', 'remove it from one of the two lists'],
  'namespace-scoped:star-mixed': ['scoped-list', 'write "*" alone, or leave it out'],
  'namespace-scoped:exclude-star': [
    'scoped-list',
    'leave the include list empty where "*" is excluded',
  ],
  'namespace-scoped:overlap': ['scoped-list', 'remove it from one of the two lists'],
};

/**
 * What Velero's validation refuses of the filters that the contract does not have, and selectors with which nothing
 * can be listed.
 *
 * @param spec a BackupSpec as it is stored. One that an API server refuses has no filters to judge.
 */
export function filterFaults(spec: Fields, veleroVersion: string): readonly ObjectFault[] {
  try {
    return validateSpec(spec, { veleroVersion }).flatMap(({ rule, path, message }) => {
      const judged = JUDGED_HERE[rule];
      return judged === undefined ? [] : [{ rule: judged[0], path, message, remedy: judged[1] }];
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
