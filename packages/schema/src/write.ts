/**
 * The write view: unknown keys are refused at every level. Every reader would ignore a misspelt
 * `exclude_namespace`, and the backup would hold everything.
 *
 * @module
 */
import { type ContractType, contractType } from './contract-type.js';
import {
  normalizeBackupTargetEntry,
  normalizeK8sBackupTargetSpec,
  normalizeProviderAppData,
} from './generated/normalize.js';
import type * as types from './generated/types.js';
import {
  validateBackupTargetEntry,
  validateK8sBackupTargetSpec,
  validateProviderAppData,
} from './generated/write-validators.js';

/** What a provider publishes in its application databag, in the write view. */
export const ProviderAppData: ContractType<types.ProviderAppData> = contractType(
  validateProviderAppData,
  normalizeProviderAppData,
);

/** One backup target, in the write view. */
export const BackupTargetEntry: ContractType<types.BackupTargetEntry> = contractType(
  validateBackupTargetEntry,
  normalizeBackupTargetEntry,
);

/** What must be backed up, in the write view. */
export const K8sBackupTargetSpec: ContractType<types.K8sBackupTargetSpec> = contractType(
  validateK8sBackupTargetSpec,
  normalizeK8sBackupTargetSpec,
);
