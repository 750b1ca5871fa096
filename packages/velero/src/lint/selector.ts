import type { TargetSpec } from '../target.js';
import { type VeleroFinding, warning } from './finding.js';
import type { Lists } from './lists.js';

/** What a label selector does beyond selecting. */
export function selectorFindings(spec: TargetSpec, lists: Lists): readonly VeleroFinding[] {
  if (Object.keys(spec.label_selector ?? {}).length === 0) return [];
  return [
    warning(
      '/label_selector',
      'selector-is-no-fence',
      'PersistentVolumeClaims, PersistentVolumes, pods that mount a selected claim, RBAC objects and CustomResourceDefinitions that selected objects refer to are saved without the label',
      'Expect them in the backup; leave out types with exclude_resources where they must not be in it.',
    ),
    ...(lists.everyNamespace ? [namespacesLeftOut()] : []),
    ...(collectsDefinitions(spec, lists) ? [definitionsLost()] : []),
  ];
}

function namespacesLeftOut(): VeleroFinding {
  return warning(
    '/label_selector',
    'selector-drops-namespaces',
    'without a namespace list, only Namespaces that hold a selected object, or carry the label themselves, are saved',
    'Name the namespaces in include_namespaces where empty ones matter.',
  );
}

/** Where definitions are collected like other types, the selector holds for them, and none is added later. */
function collectsDefinitions(spec: TargetSpec, lists: Lists): boolean {
  if (spec.include_cluster_resources === true) return !lists.namesResources;
  const oldFilters = lists.includeResources.length > 0 || lists.excludeResources.length > 0;
  return (
    spec.include_cluster_resources === null &&
    oldFilters &&
    lists.everyNamespace &&
    !lists.namesResources
  );
}

function definitionsLost(): VeleroFinding {
  return warning(
    '/label_selector',
    'selector-drops-definitions',
    'CustomResourceDefinitions that do not carry the label are not saved, though their custom resources are',
    'Label the definitions, or include the namespaces by name with include_cluster_resources null.',
  );
}
