/**
 * What a `k8s_backup_target` spec says and surely does not mean, by the rules of each release of Velero.
 * No Node API is used: it runs in a browser or an edge runtime as well.
 *
 * @module
 */
export {
  DEFAULT_VELERO_VERSION,
  MEASURED_RELEASES,
  type MeasuredRelease,
  type VeleroRules,
} from './releases.js';
export {
  isVeleroVersionError,
  resolveVeleroVersion,
  type VeleroVersion,
  VeleroVersionError,
} from './velero-version.js';
