import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';

/** The lists of a spec as Velero reads them: null, empty and absent are the same. */
export interface Lists {
  readonly includeNamespaces: readonly string[];
  readonly excludeNamespaces: readonly string[];
  readonly includeResources: readonly string[];
  readonly excludeResources: readonly string[];
  /** True if namespaces are restricted by neither list. */
  readonly everyNamespace: boolean;
  /** True if the include list names namespaces. */
  readonly namesNamespaces: boolean;
  /** True if the include list names resource types. */
  readonly namesResources: boolean;
  /** True if a label selector says something. */
  readonly hasSelector: boolean;
}

/** Reads the lists of a spec as Velero does. */
export function listsOf(spec: K8sBackupTargetSpec): Lists {
  const includeNamespaces = spec.include_namespaces ?? [];
  const excludeNamespaces = spec.exclude_namespaces ?? [];
  const includeResources = spec.include_resources ?? [];
  const namesNamespaces = isRestriction(includeNamespaces);
  return {
    includeNamespaces,
    excludeNamespaces,
    includeResources,
    excludeResources: spec.exclude_resources ?? [],
    namesNamespaces,
    namesResources: isRestriction(includeResources),
    hasSelector: Object.keys(spec.label_selector ?? {}).length > 0,
    everyNamespace: !namesNamespaces && excludeNamespaces.length === 0,
  };
}

function isRestriction(names: readonly string[]): boolean {
  return names.length > 0 && !names.includes('*');
}
