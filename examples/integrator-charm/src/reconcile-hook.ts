import type { HookCommands } from '@k8s-backup-target/juju';
import type { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { type IntegratorConfig, readConfig } from './config.js';
import { distinctTargets } from './distinct-targets.js';
import { type Forwarding, NOTHING } from './forwarding.js';
import { hasServiceAccount } from './kubernetes-api.js';
import { forwardToKubernetes, withdrawFromKubernetes } from './kubernetes-forwarder.js';
import { forwardToRelation, withdrawFromRelation } from './relation-forwarder.js';
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
  const hasRefused = (await requirer.issues()).some(({ severity }) => severity === 'refused');
  const forwarded =
    config.forwardTo === 'kubernetes'
      ? await forwardToKubernetes(juju.context, { targets, hasRefused }, config)
      : await forwardToRelation(juju, { targets, hasRefused }, config);
  const withdrawn = await withdrawFromTheOther(juju, config);
  return { problems: forwarded.problems, done: [...forwarded.done, ...withdrawn.done] };
}

/** When config turns from one way of forwarding to the other, nothing may be backed up both ways. */
async function withdrawFromTheOther(
  juju: HookCommands,
  config: IntegratorConfig,
): Promise<Forwarding> {
  if (juju.context.hook !== 'config-changed') return NOTHING;
  if (config.forwardTo === 'kubernetes') return withdrawFromRelation(juju);
  // Where the API is out of reach, this application has made no Schedule either.
  return hasServiceAccount() ? withdrawFromKubernetes(juju.context, config) : NOTHING;
}
