import type { HookCommands, HookContext } from '@k8s-backup-target/juju';
import type { RelatedTarget } from '@k8s-backup-target/requirer';
import {
  type Reconciliation,
  reconcile,
  type Schedule,
  type ScheduleConflict,
  type ScheduleReference,
  targetName,
} from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';
import { type Forwarding, NOTHING, type PlaceForwarding, problem } from './forwarding.js';
import { isKubernetesRefusal, type KubernetesApi } from './kubernetes-api.js';
import { connectToKubernetes } from './kubernetes-connection.js';
import type { Memory } from './memory.js';
import { makeSchedules, RELATION_ANNOTATION, veleroOptions } from './schedules.js';
import type { Wanted } from './wanted.js';

/** The parts of a hook that this needs. */
export interface KubernetesForwarding {
  readonly juju: HookCommands;
  readonly wanted: Wanted;
  readonly memory: Memory;
  readonly config: IntegratorConfig;
}

/**
 * Makes the Schedules of Velero's namespace agree with the targets. Touches only those that carry this
 * application's label: a Schedule of the same name that someone else made is a problem to report.
 *
 * @param mayCreate false while no earlier hook has remembered the namespace: a Schedule that is made by a
 *   hook which then fails would never be found once config names another place.
 */
export async function forwardToKubernetes(
  hook: KubernetesForwarding,
  mayCreate: boolean,
): Promise<PlaceForwarding> {
  const { config, memory } = hook;
  const { context } = hook.juju;
  const { targets } = hook.wanted;
  const { objects, refusals } = makeSchedules(targets, config, veleroOptions(context, config));
  const refused = new Set(refusals.map(({ name }) => name));
  const byName = new Map(targets.map((related) => [targetName(related.target), related]));
  const { served, kept, ...outcome } = await agree(context, config, objects, {
    mayCreate,
    isKept: (found) => refused.has(found.name) || !mayWithdraw(hook, found),
    isHeld: (found) => !mayReplace(hook, found, byName.get(found.name)),
  });
  const isScheduled = config.schedule.cron !== undefined;
  const names = isScheduled ? [...byName.keys()] : [];
  return {
    ...outcome,
    problems: [
      ...refusals.map(({ message }) => message),
      ...outcome.problems,
      ...inheritedProblem(inheritedOf(kept, memory), config.veleroNamespace),
    ],
    unserved: new Set(names.filter((name) => !served.has(name))),
    settling: new Set(),
  };
}

/**
 * Deletes this application's Schedules from a namespace that config has left.
 *
 * @param isKept tells which of them stay, for example until the new place has taken over
 */
export async function withdrawFromNamespace(
  context: HookContext,
  namespace: string,
  config: IntegratorConfig,
  isKept: (schedule: ScheduleReference) => boolean,
): Promise<Agreement> {
  const there = { ...config, veleroNamespace: namespace };
  return agree(context, there, [], { mayCreate: false, isKept, isHeld: () => false });
}

/**
 * Tells whether a Schedule may go, if its target is not wanted any more: by the relation that is noted on it.
 * One that this deployment never listed is of an application of the same name that was here before: its backups
 * do not end because a charm is replaced. On a Schedule of 0.1.0 none is noted: then by the application.
 */
export function mayWithdraw(
  { wanted: { state }, memory }: Pick<KubernetesForwarding, 'wanted' | 'memory'>,
  found: ScheduleReference,
): boolean {
  const { annotations } = found;
  const relation = annotations[RELATION_ANNOTATION];
  if (relation !== undefined) return !isInherited(found, memory) && state.mayWithdraw(relation);
  if (state.leaving || state.unreadable.length > 0) return false;
  const app = annotations['k8s-backup-target/app'];
  const isHeldBack = (remote: string) => remote === app || remote.startsWith('remote-');
  return ![...state.heldBack.values()].some(isHeldBack);
}

/**
 * Tells whether a Schedule may become, or give way to, that of a wanted target of the same names: not if it was
 * made for another relation, of which is not known whether it gives the target up. The owner in this model always
 * takes it over. Nobody else takes what an application of this name made before for one in this model: that one may
 * not be related again yet.
 */
export function mayReplace(
  hook: Pick<KubernetesForwarding, 'wanted' | 'memory'>,
  found: ScheduleReference,
  target: RelatedTarget | undefined,
): boolean {
  if (target === undefined) return true;
  const { state } = hook.wanted;
  const relation = found.annotations[RELATION_ANNOTATION];
  if (relation === undefined) return isOfOwner(target, state.model) || mayWithdraw(hook, found);
  const isHere = target.target.model === state.model;
  if (isHere && isInherited(found, hook.memory)) return isOfOwner(target, state.model);
  return state.mayReplace(relation, target);
}

/** Tells whether the application of this model that a target names asks for it itself. */
function isOfOwner({ target, remoteApp }: RelatedTarget, model: string | null): boolean {
  return target.app === remoteApp && (model === null || target.model === model);
}

function isInherited({ annotations }: ScheduleReference, memory: Memory): boolean {
  const relation = annotations[RELATION_ANNOTATION];
  return relation !== undefined && !memory.knows(relation);
}

/** Those of an application of this name that was here before. */
export function inheritedOf(
  schedules: readonly ScheduleReference[],
  memory: Memory,
): readonly ScheduleReference[] {
  return schedules.filter((found) => isInherited(found, memory));
}

/** Why Schedules of an application that was here before are left in a namespace. */
export function inheritedProblem(
  { length }: readonly ScheduleReference[],
  namespace: string,
): string[] {
  if (length === 0) return [];
  const which = length === 1 ? '1 Schedule stays' : `${length} Schedules stay`;
  return [
    `${which} in namespace ${namespace} of an application of this name that was here before: relate what it backs up, or run the action remove-schedules`,
  ];
}

/** What may be done to make a namespace agree. */
interface Permission {
  readonly mayCreate: boolean;
  readonly isKept: (schedule: ScheduleReference) => boolean;
  /** Tells which of those that differ stay as they are, since they were made for another relation. */
  readonly isHeld: (schedule: ScheduleReference) => boolean;
}

/** The outcome of making a namespace agree. */
interface Agreement extends Forwarding {
  /** The names of the desired Schedules that are as desired. */
  readonly served: ReadonlySet<string>;
  /** The others, as far as they stay on purpose. */
  readonly kept: readonly ScheduleReference[];
}

async function agree(
  context: HookContext,
  config: IntegratorConfig,
  schedules: readonly Schedule[],
  { mayCreate, isKept, isHeld }: Permission,
): Promise<Agreement> {
  const { managedBy } = veleroOptions(context, config);
  const { timeoutSeconds, veleroNamespace } = config;
  try {
    const api = await connectToKubernetes({ fieldManager: context.app, timeoutSeconds });
    const existing = await api.listSchedules(veleroNamespace);
    const plan = reconcile(schedules, existing, { managedBy });
    const kept = plan.deletes.filter(isKept);
    const keptNames = new Set(kept.map(({ name }) => name));
    const deletes = plan.deletes.filter(({ name }) => !keptNames.has(name));
    const creates = mayCreate ? plan.creates : [];
    const held = plan.updates.flatMap(({ reference }) => (isHeld(reference) ? [reference] : []));
    const heldNames = new Set(held.map(({ name }) => name));
    const updates = plan.updates.filter(({ reference }) => !heldNames.has(reference.name));
    const { failed, ...outcome } = await carryOut(api, { ...plan, creates, updates, deletes });
    const deferred = plan.creates.slice(creates.length);
    const unserved = new Set([
      ...[...failed, ...heldNames],
      ...[...namesOf(deferred), ...conflictNames(plan)],
    ]);
    return {
      ...outcome,
      problems: [
        ...outcome.problems,
        ...plan.conflicts.map(describeConflict),
        ...held.map(heldProblem),
      ],
      notes: plan.pausedByHand.map(pausedNote),
      waits: deferredNote(deferred.length),
      isComplete: unserved.size === 0 && plan.deletes.length === deletes.length,
      served: new Set(namesOf(schedules).filter((name) => !unserved.has(name))),
      kept,
    };
  } catch (error) {
    if (!isKubernetesRefusal(error)) throw error;
    return { ...problem(error.message), served: new Set(), kept: [] };
  }
}

function namesOf(schedules: readonly Schedule[]): readonly string[] {
  return schedules.map(({ metadata }) => metadata.name);
}

function conflictNames({ conflicts }: Reconciliation): readonly string[] {
  return namesOf(conflicts.map(({ schedule }) => schedule));
}

/** Does one thing after another. What one object is refused for keeps no other from being done. */
async function carryOut(
  api: KubernetesApi,
  plan: Reconciliation,
): Promise<Forwarding & { readonly failed: ReadonlySet<string> }> {
  const steps = stepsOf(api, plan);
  const failed = new Set(steps.map(({ name }) => name));
  const done: string[] = [];
  const problems: string[] = [];
  for (const { name, verb, act } of steps) {
    try {
      await act();
      done.push(`${verb} Schedule ${name}`);
      failed.delete(name);
    } catch (error) {
      if (!isKubernetesRefusal(error)) throw error;
      problems.push(`Schedule ${name} is not ${verb}: ${error.message}`);
      // Each further call would wait for the time limit as well.
      if (error.code === 'unreachable') break;
    }
  }
  return { ...NOTHING, done, problems, failed };
}

/** One change of one Schedule. */
interface Step {
  readonly name: string;
  readonly verb: string;
  readonly act: () => Promise<void>;
}

function stepsOf(api: KubernetesApi, { creates, updates, deletes }: Reconciliation): Step[] {
  return [
    ...creates.map((schedule) => ({
      name: schedule.metadata.name,
      verb: 'created',
      act: () => api.create(schedule),
    })),
    ...updates.map((update) => ({
      name: update.reference.name,
      verb: 'updated',
      act: () => api.update(update),
    })),
    ...deletes.map((reference) => ({
      name: reference.name,
      verb: 'deleted',
      act: () => api.deleteSchedule(reference),
    })),
  ];
}

function describeConflict({ schedule, owner }: ScheduleConflict): string {
  const { name, namespace } = schedule.metadata;
  const where = `Schedule ${name} in namespace ${namespace}`;
  if (owner === 'same-name') return `${where} is asked for by two targets that differ`;
  const whose = owner === null ? 'was made by someone else' : `belongs to ${owner}`;
  return `${where} ${whose} and stays as it is; to hand it over, run the action remove-schedules there, or delete it`;
}

function heldProblem({ name, annotations }: ScheduleReference): string {
  return `Schedule ${name} stays as it was made for ${annotations[RELATION_ANNOTATION]}, which is refused, cannot be read, or is not listed now`;
}

function pausedNote({ name }: ScheduleReference): string {
  return `Schedule ${name} was paused by hand and stays paused`;
}

function deferredNote(count: number): string[] {
  if (count === 0) return [];
  return [`${count} ${count === 1 ? 'Schedule is' : 'Schedules are'} made in the next hook`];
}
