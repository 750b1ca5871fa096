import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { policySupport } from './policies/support.js';
import type { ReleaseOptions } from './release-options.js';
import { findPolicyFaults, type PolicyFinding } from './volumes/policy-faults.js';

/**
 * Finds what is wrong in the text of a resource policy, as a ConfigMap of Velero's namespace holds it: what Velero
 * refuses, and of an accepted one what does other than it looks like.
 *
 * @throws VeleroVersionError, as `preview` does.
 */
export function policyFaults(text: string, options: ReleaseOptions = {}): readonly PolicyFinding[] {
  const { rules } = resolveVeleroVersion(options.veleroVersion);
  return findPolicyFaults(text, policySupport(rules));
}
