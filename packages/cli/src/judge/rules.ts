import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { lintForVelero, type VeleroFinding } from '@k8s-backup-target/velero';

/** What a release of Velero refuses of a spec, and what surprises in it. */
export function lintFor(
  spec: K8sBackupTargetSpec,
  _veleroVersion: string,
): readonly VeleroFinding[] {
  return lintForVelero(spec, { version: '1.18' });
}
