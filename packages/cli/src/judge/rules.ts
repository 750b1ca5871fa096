import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { lintForVelero, type VeleroFinding, type VeleroVersion } from '@k8s-backup-target/velero';

const LINES: readonly VeleroVersion[] = ['1.16', '1.17', '1.18', 'main'];

/** What a release of Velero refuses of a spec, and what surprises in it. */
export function lintFor(
  spec: K8sBackupTargetSpec,
  veleroVersion: string,
): readonly VeleroFinding[] {
  const { release } = resolveVeleroVersion(veleroVersion).rules;
  return lintForVelero(spec, {
    version: LINES.find((line) => release.startsWith(line)) ?? '1.18',
  });
}
