/**
 * Predicts what a Velero Backup will hold, object by object, and which rule decides, by the rules of each release
 * of Velero. Pure functions: no Node API is used, and no cluster is asked.
 *
 * @module
 */
export {
  type Coverage,
  type CoverageOptions,
  type CoveredBackup,
  type CoveredObject,
  coverage,
  type NamedSpec,
} from './coverage.js';
export { VOLUME_RULES, type VolumeRule } from './generated/rules.js';
export { checkInventory } from './inventory/check-inventory.js';
export type {
  ApiGroup,
  ApiResource,
  Inventory,
  InventoryObject,
  PolicyConfigMap,
  ServerSettings,
  VeleroState,
} from './inventory/inventory.js';
export { InventoryError, isInventoryError } from './inventory/inventory-error.js';
export {
  type SnapshotLocation,
  type SnapshotLocations,
  snapshotLocationFaults,
} from './locations/snapshot-locations.js';
export { policyFaults } from './policy-faults.js';
export { type PreviewOptions, preview } from './preview.js';
export type { ReleaseOptions } from './release-options.js';
export { chainOf, decisionFor } from './result/chain.js';
export { type Comparison, compare } from './result/compare.js';
export { explain } from './result/explain.js';
export { becauseOf } from './result/sentences.js';
export type {
  Count,
  Decision,
  PreviewPhase,
  PreviewResult,
  PreviewWarning,
  Totals,
  UnresolvedResource,
} from './result.js';
export { PREVIEW_RULES, type PreviewRule, type Relation } from './rules.js';
export type { PreviewBackupSpec } from './spec/from-backup-spec.js';
export type { PreviewSpec } from './spec/read-spec.js';
export { isPreviewSpecError, PreviewSpecError } from './spec/spec-error.js';
export { type SelectorFault, validateSpec } from './validate-spec.js';
export type { ValidationIssue, ValidationRule } from './validation-issue.js';
export { volumeDecisions } from './volume-decisions.js';
export type { VolumeDecision } from './volumes/decisions.js';
export type { VolumeFate } from './volumes/fates.js';
export type { PolicyFinding } from './volumes/policy-faults.js';
export type { VolumeMethod } from './volumes/snapshots.js';
