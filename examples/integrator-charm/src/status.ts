import type { HookCommands } from '@k8s-backup-target/juju';
import type { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { issueLine } from './target-lines.js';

/** Sets the unit's status: how many targets there are, and what was refused. */
export async function updateStatus(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
): Promise<void> {
  const targets = await requirer.targets();
  const [refused, ...more] = (await requirer.issues()).filter(
    ({ severity }) => severity === 'refused',
  );
  const count = `${targets.length} backup ${targets.length === 1 ? 'target' : 'targets'}`;
  if (refused !== undefined) {
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    await juju.setStatus('blocked', `${count}; ${issueLine(refused)}${rest}`);
  } else if (targets.length === 0) {
    await juju.setStatus('waiting', 'no application asks for a backup');
  } else {
    await juju.setStatus('active', count);
  }
}
