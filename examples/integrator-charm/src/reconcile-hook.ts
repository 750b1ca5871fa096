import type { HookCommands } from '@k8s-backup-target/juju';
import type { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { type ScheduleReference, targetName } from '@k8s-backup-target/velero';
import { type IntegratorConfig, readConfig } from './config.js';
import { withoutForgotten } from './forgotten-relations.js';
import { type Forwarding, NOTHING, type PlaceForwarding, problem, together } from './forwarding.js';
import {
  forwardToKubernetes,
  inheritedOf,
  inheritedProblem,
  mayReplace,
  mayWithdraw,
  withdrawFromNamespace,
} from './kubernetes-forwarder.js';
import { Memory, NO_MEMORY } from './memory.js';
import { forwardToRelation, leaveRelation } from './relation-forwarder.js';
import { setStatus } from './status.js';
import { ENDPOINTS, excessProblems, readWanted, type Wanted } from './wanted.js';

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
}

async function forward(
  juju: HookCommands,
  requirer: K8sBackupTargetRequirer,
  config: IntegratorConfig,
): Promise<Forwarding> {
  if (config.faults.length > 0) return NOTHING;
  const memory = await Memory.read(juju);
  if (memory === null) return problem(NO_MEMORY);
  if (memory.isRemoved) return problem(REMOVED);
  const wanted = withoutForgotten(await readWanted(requirer), memory);
  const listed = await Promise.all(ENDPOINTS.map((endpoint) => juju.relationIds(endpoint)));
  memory.rememberRelations(listed.flat());
  const hook = { juju, config, wanted, memory };
  const forwarding = await (config.forwardTo === 'kubernetes'
    ? throughKubernetes(hook)
    : throughRelation(hook));
  if (forwarding.isComplete) memory.forgetRelationsBut(listed.flat());
  await memory.save();
  const problems = [
    ...wanted.state.unreadable.map(unreadableProblem),
    ...forwarding.problems,
    ...excessProblems(wanted),
  ];
  return { ...forwarding, problems };
}

const REMOVED =
  'all Schedules were removed by the action remove-schedules: run restore-schedules to go on, or remove the application';

function unreadableProblem(relation: string): string {
  return `${relation} cannot be read, and what was forwarded for it stays: if the relation is gone for good, run the action forget-relation`;
}

/** A target leaves the relation once its Schedule is there, so it is without backups at no time. */
async function throughKubernetes(hook: Hook): Promise<Forwarding> {
  const { config, memory } = hook;
  const { veleroNamespace } = config;
  const mayCreate = memory.isKept(veleroNamespace);
  memory.rememberNamespace(veleroNamespace);
  const place = await forwardToKubernetes(hook, mayCreate);
  const others = memory.namespaces.filter((namespace) => namespace !== veleroNamespace);
  return together(
    place,
    await leaveNamespaces(hook, others, place),
    await leaveRelation(hook, place.unserved),
  );
}

/** A Schedule goes once the relation has taken its target over, so it is without backups at no time. */
async function throughRelation(hook: Hook): Promise<Forwarding> {
  const place = await forwardToRelation(hook);
  return together(place, await leaveNamespaces(hook, hook.memory.namespaces, place));
}

/**
 * Deletes this application's Schedules elsewhere, but for those of targets that nothing else backs up yet. Each
 * namespace is tried in every hook until none is left there.
 */
async function leaveNamespaces(
  hook: Hook,
  namespaces: readonly string[],
  { unserved, settling }: PlaceForwarding,
): Promise<Forwarding> {
  const { juju, config, wanted, memory } = hook;
  const byName = new Map(wanted.targets.map((related) => [targetName(related.target), related]));
  const isDue = (found: ScheduleReference) => {
    const target = byName.get(found.name);
    return target === undefined ? mayWithdraw(hook, found) : mayReplace(hook, found, target);
  };
  const isKept = (found: ScheduleReference) => unserved.has(found.name) || !isDue(found);
  const outcomes: Forwarding[] = [];
  for (const namespace of namespaces) {
    const { kept, ...left } = await withdrawFromNamespace(juju.context, namespace, config, isKept);
    if (left.isComplete) memory.forgetNamespace(namespace);
    const inherited = inheritedOf(kept, memory).filter(({ name }) => !byName.has(name));
    const isSettling = kept.every(({ name }) => settling.has(name));
    const isAnyElse = inherited.length === 0 || inherited.length < kept.length;
    const words =
      isAnyElse || left.problems.length > 0
        ? wordsOfStay(namespace, left, isSettling)
        : { problems: [], notes: left.notes };
    const problems = [...words.problems, ...inheritedProblem(inherited, namespace)];
    outcomes.push({ ...left, ...words, problems });
  }
  return together(...outcomes);
}

/** Why Schedules are left in a namespace: for the operator to correct, or for the next update-status to end. */
function wordsOfStay(
  namespace: string,
  { isComplete, problems: [reason], notes }: Forwarding,
  isSettling: boolean,
): Pick<Forwarding, 'problems' | 'notes'> {
  if (isComplete) return { problems: [], notes };
  const stay = `Schedules stay in namespace ${namespace}`;
  if (reason === undefined && isSettling) {
    return { problems: [], notes: [...notes, `${stay} until the next update-status`] };
  }
  const why = reason ?? 'their targets are refused, or not forwarded yet';
  return { problems: [`${stay}: ${why}`], notes };
}
