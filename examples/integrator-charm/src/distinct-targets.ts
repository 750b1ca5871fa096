import type { K8sBackupTargetRequirer, RelatedTarget } from '@k8s-backup-target/requirer';

/** Every target once: of several with the same app, endpoint and model the first wins. */
export async function distinctTargets(
  requirer: K8sBackupTargetRequirer,
): Promise<readonly RelatedTarget[]> {
  return (await requirer.targets()).filter(({ isDuplicate }) => !isDuplicate);
}
