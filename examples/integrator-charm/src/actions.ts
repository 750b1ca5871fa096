import type { HookCommands } from '@k8s-backup-target/juju';
import type { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { issueLine, targetLine } from './target-lines.js';

/** `list-targets`: every target, and everything to know about the refused ones. */
export async function listTargets(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
): Promise<void> {
  const targets = await requirer.targets();
  const issues = await requirer.issues();
  await juju.setActionResults({
    count: String(targets.length),
    targets: targets.map(targetLine).join('\n'),
    issues: issues.map(issueLine).join('\n'),
  });
}

/** `get-spec`: the spec of the target that the parameters name. */
export async function getSpec(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
): Promise<void> {
  const { app, endpoint, model } = await juju.actionParameters();
  const key = { app: String(app), endpoint: String(endpoint), model: String(model) };
  const spec = await requirer.getBackupSpec(key);
  if (spec === null) {
    await juju.failAction(
      `no backup target of ${key.app} on endpoint ${key.endpoint} in model ${key.model}`,
    );
  } else {
    await juju.setActionResults({ spec: JSON.stringify(spec) });
  }
}
