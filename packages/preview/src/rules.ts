import type { CollectedRule, RefusedRule } from './resources/type-verdict.js';

/** A relation by which one object asks for another; its name says from what to what. */
export type Relation =
  | 'pod-to-claim'
  | 'pod-to-priority-class'
  | 'claim-to-volume'
  | 'claim-to-pod'
  | 'claim-to-volume-group'
  | 'account-to-binding'
  | 'account-to-role'
  | 'resource-to-definition';

/** A reason for which an object is in the backup. */
export type IncludedRule =
  | CollectedRule
  | 'namespace-by-name'
  | 'namespace-by-labels'
  | 'namespace-holds-item'
  | Relation;

/** A reason for which an object is not in the backup. */
export type ExcludedRule =
  | RefusedRule
  | 'type-not-served'
  | 'type-not-backupable'
  | 'cohabiting-type'
  | 'excluded-namespace'
  | 'labelled-namespace'
  | 'not-an-included-namespace'
  | 'no-namespace-listed'
  | 'label-selector'
  | 'unusable-label-selector'
  | 'policy-type'
  | 'policy-labels'
  | 'policy-name'
  | 'exclude-label'
  | 'being-deleted'
  | 'namespace-not-active'
  | 'namespace-without-item'
  | 'related-type-unknown'
  | 'volume-error'
  | 'related-volume-error'
  | 'failed-validation'
  | 'failed'
  | 'server-crash';

/** The rule that decided about one object. */
export type PreviewRule = IncludedRule | ExcludedRule;

/** Every rule that a preview can answer with: a test that reaches all of them covers the preview. */
export const PREVIEW_RULES: readonly PreviewRule[] = [
  'included-type',
  'cluster-scope-true',
  'cluster-scope-automatic',
  'cluster-scope-named',
  'cluster-scope-unfiltered',
  'namespace-by-name',
  'namespace-by-labels',
  'namespace-holds-item',
  'pod-to-claim',
  'pod-to-priority-class',
  'claim-to-volume',
  'claim-to-pod',
  'claim-to-volume-group',
  'account-to-binding',
  'account-to-role',
  'resource-to-definition',
  'type-not-served',
  'type-not-backupable',
  'excluded-type',
  'excluded-by-velero',
  'not-an-included-type',
  'cluster-scope-false',
  'cluster-scope-namespaces-restricted',
  'cluster-scope-not-named',
  'unknown-type',
  'cohabiting-type',
  'excluded-namespace',
  'labelled-namespace',
  'not-an-included-namespace',
  'no-namespace-listed',
  'label-selector',
  'unusable-label-selector',
  'policy-type',
  'policy-labels',
  'policy-name',
  'exclude-label',
  'being-deleted',
  'namespace-not-active',
  'namespace-without-item',
  'related-type-unknown',
  'volume-error',
  'related-volume-error',
  'failed-validation',
  'failed',
  'server-crash',
];
