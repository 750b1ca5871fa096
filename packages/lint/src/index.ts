/**
 * Finds likely mistakes in a `k8s_backup_target` spec, by the rules of each release of Velero.
 * No Node API is used: it runs in a browser or an edge runtime as well.
 *
 * @module
 */
export type { Finding } from './finding.js';
export type { LintRule, MeasuredRelease } from './generated/names.js';
export {
  DEFAULT_VELERO_VERSION,
  MEASURED_RELEASES,
  type VeleroRules,
} from './generated/releases.js';
export { lintForVelero, refusedByVelero, type VeleroLintOptions } from './lint-for-velero.js';
export { lintPublished } from './lint-published.js';
export { lintSpec } from './lint-spec.js';
export {
  isVeleroVersionError,
  resolveVeleroVersion,
  type VeleroVersion,
  VeleroVersionError,
} from './velero-version.js';
