import type { HookCommands } from '@k8s-backup-target/juju';
import type { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { type IntegratorConfig, readConfig } from './config.js';
import { type Forwarding, NOTHING, problem, together } from './forwarding.js';
import { forwardToKubernetes, withdrawFromNamespace } from './kubernetes-forwarder.js';
import { mayWithdraw } from './may-withdraw.js';
import { Memory } from './memory.js';
import { forwardToRelation, stillForwarded, withdrawFromRelation } from './relation-forwarder.js';
import { setStatus } from './status.js';
import { excessProblems, readWanted, type Wanted } from './wanted.js';

/** Forwards, on the leader, and shows the outcome: the work of every hook about the targets or the config. */
export async function reconcileHook(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
): Promise<void> {
  const config = readConfig(await juju.config());
  const forwarding = (await juju.isLeader()) ? await forward(juju, requirer, config) : null;
  if (juju.context.hook === 'config-changed') {
    for (const warning of config.warnings) await juju.log('WARNING', warning);
  }
  for (const line of forwarding?.done ?? []) await juju.log('INFO', line);
  await setStatus(juju, requirer, { config, forwarding });
}

/** The dependencies that both ways of forwarding share. */
interface Hook {
  readonly juju: HookCommands;
  readonly config: IntegratorConfig;
  readonly wanted: Wanted;
  readonly memory: Memory;
  readonly mayWithdraw: boolean;
}

async function forward(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
  config: IntegratorConfig,
): Promise<Forwarding> {
  if (config.faults.length > 0) return NOTHING;
  const memory = await Memory.read(juju);
  if (memory.isRemoved) return problem(REMOVED);
  const wanted = await readWanted(requirer);
  const hook = { juju, config, wanted, memory, mayWithdraw: mayWithdraw(juju.context) };
  const forwarding = await (config.forwardTo === 'kubernetes'
    ? throughKubernetes(hook)
    : throughRelation(hook));
  await memory.save();
  return { ...forwarding, problems: [...forwarding.problems, ...excessProblems(wanted)] };
}

const REMOVED =
  'all Schedules were removed by the action remove-schedules: run restore-schedules to go on, or remove the application';

/** The relation is left once every Schedule stands, so that no target is without backups meanwhile. */
async function throughKubernetes(hook: Hook): Promise<Forwarding> {
  const { juju, config, wanted, memory } = hook;
  const { veleroNamespace } = config;
  memory.rememberNamespace(veleroNamespace);
  const forwarded = await forwardToKubernetes(juju.context, wanted, config, hook.mayWithdraw);
  if (!forwarded.isComplete || !hook.mayWithdraw) {
    return together(forwarded, await bothWays(juju));
  }
  const others = memory.namespaces.filter((namespace) => namespace !== veleroNamespace);
  return together(
    forwarded,
    await leaveNamespaces(hook, others),
    await withdrawFromRelation(juju, memory),
  );
}

async function bothWays(juju: HookCommands): Promise<Forwarding> {
  const problems = (await stillForwarded(juju)).map(
    (target) => `${target} stays forwarded over velero-backup until every Schedule stands`,
  );
  return { ...NOTHING, problems };
}

/** The Schedules go once the relation has taken over, so that no target is without backups meanwhile. */
async function throughRelation(hook: Hook): Promise<Forwarding> {
  const { memory, wanted } = hook;
  const forwarded = await forwardToRelation(hook);
  const isDone = forwarded.isComplete || wanted.targets.length === 0;
  if (isDone && hook.mayWithdraw) {
    return together(forwarded, await leaveNamespaces(hook, memory.namespaces));
  }
  const problems = memory.namespaces.map(
    (namespace) =>
      `the Schedules in namespace ${namespace} stay until velero-backup has taken over`,
  );
  return together(forwarded, { ...NOTHING, problems });
}

/** Deletes this application's Schedules elsewhere. Each namespace is tried in every hook until none is left there. */
async function leaveNamespaces(
  { juju, config, wanted, memory }: Hook,
  namespaces: readonly string[],
): Promise<Forwarding> {
  const outcomes: Forwarding[] = [];
  for (const namespace of namespaces) {
    const left = await withdrawFromNamespace(juju.context, namespace, config, wanted.refused);
    if (left.isComplete) memory.forgetNamespace(namespace);
    const problems = left.isComplete
      ? left.problems
      : [
          `Schedules stay in namespace ${namespace}: ${left.problems[0] ?? 'their target is refused'}`,
        ];
    outcomes.push({ ...left, problems });
  }
  return together(...outcomes);
}
