/**
 * The provider of the `k8s_backup_target` Juju interface: the charm that wants to be backed up.
 *
 * @module
 */
export { InvalidSpecError, isInvalidSpecError, type SpecIssue } from './invalid-spec-error.js';
export { describeOutcome, type Outcome, type RelationOutcome, type SkipReason } from './outcome.js';
export type { ProviderPort } from './port.js';
export { K8sBackupTargetProvider, type ProviderOptions } from './provider.js';
export { statusOf, type UnitStatus } from './status.js';
