import type { VeleroVersion } from '@k8s-backup-target/velero';

const VERSIONS: readonly VeleroVersion[] = ['1.16', '1.17', '1.18', 'main'];

/** The version of Velero that an action's parameter names; 1.18 where it names none. */
export function veleroVersion(parameter: unknown): VeleroVersion {
  return VERSIONS.find((version) => version === parameter) ?? '1.18';
}
