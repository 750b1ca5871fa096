/**
 * The read view: unknown keys are tolerated at every level, since a peer may be newer, and dropped.
 *
 * @module
 */
import { type ContractType, contractType } from './contract-type.js';
import {
  normalizeBackupTargetEntry,
  normalizeK8sBackupTargetSpec,
  normalizeProviderAppData,
} from './generated/normalize.js';
import {
  validateBackupTargetEntry,
  validateK8sBackupTargetSpec,
  validateProviderAppData,
} from './generated/read-validators.js';
import type * as types from './generated/types.js';

/** What a provider publishes in its application databag, in the read view. */
export const ProviderAppData: ContractType<types.ProviderAppData> = contractType(
  validateProviderAppData,
  normalizeProviderAppData,
);

/** One backup target, in the read view. */
export const BackupTargetEntry: ContractType<types.BackupTargetEntry> = contractType(
  validateBackupTargetEntry,
  normalizeBackupTargetEntry,
);

/** What must be backed up, in the read view. */
export const K8sBackupTargetSpec: ContractType<types.K8sBackupTargetSpec> = contractType(
  validateK8sBackupTargetSpec,
  normalizeK8sBackupTargetSpec,
);
