/**
 * The `k8s_backup_target` Juju interface, version 0: types, validators and the databag's codec.
 * No Node API is used: it runs in a browser or an edge runtime as well.
 *
 * @module
 */
export type { ContractType } from './contract-type.js';
export { type Databag, decodeDatabag, decodeProviderAppData } from './decode.js';
export { encodeDatabag } from './encode.js';
export type { ContractRule } from './generated/contract-rule.js';
export { read } from './generated/read.js';
export type { BackupTargetEntry, K8sBackupTargetSpec, ProviderAppData } from './generated/types.js';
export { write } from './generated/write.js';
export {
  ContractError,
  describeIssue,
  type Issue,
  isContractError,
  type Result,
  type SchemaKeyword,
  type Severity,
  summarizeIssues,
} from './issue.js';
export type { Normalized } from './normalized.js';
export type { StandardIssue, StandardResult, StandardSchema } from './standard-schema.js';
export { parseTtl, type TtlParts, ttlSeconds, ttlWithoutDays } from './ttl.js';
export type { Decoded, DecodedTarget, View } from './view.js';
