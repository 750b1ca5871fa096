import { type Finding, lintForVelero } from '@k8s-backup-target/lint';
import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';

/**
 * Findings about a spec that a release of Velero refuses, or treats in a surprising way. That a release was not measured
 * is said once, with every verdict.
 */
export function lintFor(spec: K8sBackupTargetSpec, veleroVersion: string): readonly Finding[] {
  return lintForVelero(spec, { veleroVersion }).filter(
    ({ rule }) => rule !== 'release-not-measured',
  );
}
