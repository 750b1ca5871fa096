import type { HookCommands } from '@k8s-backup-target/juju';
import type { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { Memory, NO_MEMORY } from './memory.js';
import { reconcileHook } from './reconcile-hook.js';
import { shownLine } from './shown-text.js';

/**
 * Declares a relation gone that Juju lists, but cannot be read: Juju sometimes lists one for ever. Then nothing
 * that was forwarded for it stays.
 */
export async function forgetRelation(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
): Promise<void> {
  if (!(await juju.isLeader())) return juju.failAction('this unit is not the leader');
  const relation = String((await juju.actionParameters())['relation']);
  const { unreadable } = await requirer.state();
  if (!unreadable.includes(relation)) {
    const which = unreadable.length === 0 ? 'none is' : `these are: ${unreadable.join(', ')}`;
    return juju.failAction(
      `${shownLine(relation)} is not a relation that Juju lists and cannot be read; ${which}`,
    );
  }
  const memory = await Memory.read(juju);
  if (memory === null) return juju.failAction(NO_MEMORY);
  memory.forgotten.add(relation);
  await memory.save();
  await reconcileHook(juju, requirer);
  await juju.setActionResults({ forgotten: relation });
}
