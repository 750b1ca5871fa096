/**
 * The provider of the `k8s_backup_target` Juju interface: the charm that wants to be backed up.
 *
 * @module
 */
export { ContractError, type Issue, type K8sBackupTargetSpec } from '@k8s-backup-target/schema';
export { describeOutcome, type Outcome, type RelationOutcome, type SkipReason } from './outcome.js';
export type { ProviderPort } from './port.js';
export { K8sBackupTargetProvider, type ProviderOptions } from './provider.js';
export type { SpecIssue } from './publishable-spec.js';
export { statusOf, type UnitStatus } from './status.js';
