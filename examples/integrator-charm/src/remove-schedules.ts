import type { HookCommands } from '@k8s-backup-target/juju';
import type { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { readConfig } from './config.js';
import { together } from './forwarding.js';
import { withdrawFromNamespace } from './kubernetes-forwarder.js';
import { Memory, NO_MEMORY } from './memory.js';
import { reconcileHook } from './reconcile-hook.js';
import { withdrawFromRelation } from './relation-forwarder.js';
import { shownLines } from './shown-text.js';

/**
 * Removes everything that this application forwarded. Removing the application does not: a backup that
 * someone relies on must not end because a charm is replaced.
 */
export async function removeSchedules(juju: HookCommands): Promise<void> {
  if (!(await juju.isLeader())) return juju.failAction('this unit is not the leader');
  const config = readConfig(await juju.config());
  const memory = await Memory.read(juju);
  if (memory === null) return juju.failAction(NO_MEMORY);
  if (config.forwardTo === 'kubernetes') memory.rememberNamespace(config.veleroNamespace);
  const outcomes = [await withdrawFromRelation(juju, memory)];
  for (const namespace of memory.namespaces) {
    const left = await withdrawFromNamespace(juju.context, namespace, config, () => false);
    if (left.isComplete) memory.forgetNamespace(namespace);
    outcomes.push(left);
  }
  const { problems, done, isComplete } = together(...outcomes);
  memory.isRemoved = true;
  await memory.save();
  await juju.setActionResults({ removed: shownLines(done, String) });
  if (!isComplete) await juju.failAction(`run it again: ${shownLines(problems, String)}`);
}

/** Goes on after remove-schedules: forwards what is wanted again. */
export async function restoreSchedules(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
): Promise<void> {
  if (!(await juju.isLeader())) return juju.failAction('this unit is not the leader');
  const memory = await Memory.read(juju);
  if (memory === null) return juju.failAction(NO_MEMORY);
  memory.isRemoved = false;
  await memory.save();
  await reconcileHook(juju, requirer);
}
