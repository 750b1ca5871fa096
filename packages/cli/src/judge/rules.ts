import { type Finding, lintForVelero } from '@k8s-backup-target/lint';
import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';

/**
 * What a release of Velero refuses of a spec, and what surprises in it. That a release was not measured
 * is said once, beside every verdict.
 */
export function lintFor(spec: K8sBackupTargetSpec, veleroVersion: string): readonly Finding[] {
  return lintForVelero(spec, { veleroVersion }).filter(
    ({ rule }) => rule !== 'release-not-measured',
  );
}
