import { optionFields, type VeleroOptions } from './options.js';
import type { BackupSpec } from './resources.js';
import type { WholeSpec } from './target.js';
import { toGoDuration } from './ttl.js';

/** A spec without refusals as Velero's BackupSpec: null, empty lists and the empty selector are left out. */
export function toBackupSpec(spec: WholeSpec, options: VeleroOptions): BackupSpec {
  return {
    ...listField('includedNamespaces', spec.include_namespaces),
    ...listField('excludedNamespaces', spec.exclude_namespaces),
    ...listField('includedResources', spec.include_resources),
    ...listField('excludedResources', spec.exclude_resources),
    ...(spec.include_cluster_resources === null
      ? {}
      : { includeClusterResources: spec.include_cluster_resources }),
    ...selectorField(spec.label_selector),
    ...(spec.ttl === null || spec.ttl === '' ? {} : { ttl: toGoDuration(spec.ttl) }),
    ...optionFields(options),
  };
}

type ListField =
  | 'includedNamespaces'
  | 'excludedNamespaces'
  | 'includedResources'
  | 'excludedResources';

function listField(field: ListField, names: readonly string[] | null): BackupSpec {
  return names === null || names.length === 0 ? {} : { [field]: [...names] };
}

/** Velero sends an empty selector as the text `<none>`, and every list call fails. */
function selectorField(labels: WholeSpec['label_selector']): BackupSpec {
  if (labels === null || Object.keys(labels).length === 0) return {};
  return { labelSelector: { matchLabels: { ...labels } } };
}
