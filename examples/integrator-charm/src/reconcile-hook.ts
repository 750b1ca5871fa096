import type { HookCommands } from '@k8s-backup-target/juju';
import type { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { type IntegratorConfig, readConfig } from './config.js';
import { distinctTargets } from './distinct-targets.js';
import { type Forwarding, NOTHING } from './forwarding.js';
import { forwardToKubernetes } from './kubernetes-forwarder.js';
import { forwardToRelation } from './relation-forwarder.js';
import { setStatus } from './status.js';

/** What every hook that concerns the targets or the config does: forward, on the leader, and show the outcome. */
export async function reconcileHook(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
): Promise<void> {
  const config = readConfig(await juju.config());
  const { problems, done } = await forward(juju, requirer, config);
  if (juju.context.hook === 'config-changed') {
    for (const warning of config.warnings) await juju.log('WARNING', warning);
  }
  for (const line of done) await juju.log('INFO', line);
  await setStatus(juju, requirer, [...config.faults, ...problems]);
}

async function forward(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
  config: IntegratorConfig,
): Promise<Forwarding> {
  if (config.faults.length > 0 || !(await juju.isLeader())) return NOTHING;
  const targets = await distinctTargets(requirer);
  return config.forwardTo === 'kubernetes'
    ? forwardToKubernetes(juju.context, targets, config)
    : forwardToRelation(juju, targets, config);
}
