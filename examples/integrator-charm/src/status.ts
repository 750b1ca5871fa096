import type { HookCommands } from '@k8s-backup-target/juju';
import type { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { issueLine } from './target-lines.js';

/** Sets the unit's status: how many targets there are, what was refused, and what else must be corrected. */
export async function setStatus(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
  problems: readonly string[],
): Promise<void> {
  const targets = await requirer.targets();
  const issues = await requirer.issues();
  const refused = issues.filter(({ severity }) => severity === 'refused').map(issueLine);
  const [first, ...more] = [...refused, ...problems];
  const count = `${targets.length} backup ${targets.length === 1 ? 'target' : 'targets'}`;
  if (first !== undefined) {
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    await juju.setStatus('blocked', `${count}; ${first}${rest}`);
  } else if (targets.length === 0) {
    await juju.setStatus('waiting', 'no application asks for a backup');
  } else {
    await juju.setStatus('active', count);
  }
}
