/**
 * The requirer of the `k8s_backup_target` Juju interface: the charm that reads what must be backed up.
 *
 * @module
 */

export { describeIssue } from '@k8s-backup-target/schema';
export type { ClaimRule } from './generated/claim-rule.js';
export type { RequirerContext, RequirerPort } from './port.js';
export type { RelatedIssue, RelatedRule, RelatedTarget, TargetKey } from './related.js';
export { K8sBackupTargetRequirer, type RequirerOptions } from './requirer.js';
export { RequirerState } from './state.js';
