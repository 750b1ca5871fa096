import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { draft, type FindingDraft } from '../finding.js';
import {
  selectorDropsDefinitionsDropped,
  selectorDropsNamespacesDropped,
  selectorPullsUnlabelledPulled,
} from '../generated/templates.js';
import type { Lists } from './lists.js';

const PATH = '/label_selector';

/** Yields what a label selector does beyond selecting. */
export function* selectorFindings(spec: K8sBackupTargetSpec, lists: Lists): Iterable<FindingDraft> {
  if (Object.keys(spec.label_selector ?? {}).length === 0) return;
  yield draft(selectorPullsUnlabelledPulled, PATH);
  if (lists.everyNamespace) yield draft(selectorDropsNamespacesDropped, PATH);
  if (collectsDefinitions(spec, lists)) yield draft(selectorDropsDefinitionsDropped, PATH);
}

/** The selector applies to definitions that Velero collects like other types; it adds none later. */
function collectsDefinitions(spec: K8sBackupTargetSpec, lists: Lists): boolean {
  const included = spec.include_cluster_resources ?? null;
  if (included === true) return !lists.namesResources;
  const oldFilters = lists.includeResources.length > 0 || lists.excludeResources.length > 0;
  return included === null && oldFilters && lists.everyNamespace && !lists.namesResources;
}
