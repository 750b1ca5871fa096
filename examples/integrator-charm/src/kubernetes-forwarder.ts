import type { HookContext } from '@k8s-backup-target/juju';
import {
  type Reconciliation,
  reconcile,
  type Schedule,
  type ScheduleConflict,
  type ScheduleReference,
} from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';
import { type Forwarding, NOTHING, problem } from './forwarding.js';
import { isKubernetesRefusal, type KubernetesApi } from './kubernetes-api.js';
import { connectToKubernetes } from './kubernetes-connection.js';
import { makeSchedules, RELATION_ANNOTATION, veleroOptions } from './schedules.js';
import type { Wanted } from './wanted.js';

/**
 * Makes the Schedules of Velero's namespace agree with the targets. Touches only those that carry this
 * application's label: a Schedule of the same name that someone else made is a problem to report.
 */
export async function forwardToKubernetes(
  context: HookContext,
  { targets, refused }: Wanted,
  config: IntegratorConfig,
  mayDelete: boolean,
): Promise<Forwarding> {
  const { objects, refusals } = makeSchedules(targets, config, veleroOptions(context, config));
  const kept = new Set(refusals.map(({ name }) => name));
  const isKept = (schedule: ScheduleReference) =>
    kept.has(schedule.name) || isAskedForByAny(refused, schedule);
  const outcome = await agree(context, config, objects, { mayDelete, isKept });
  return { ...outcome, problems: [...refusals.map(({ message }) => message), ...outcome.problems] };
}

/** Deletes this application's Schedules from a namespace, but for those that a refused target keeps. */
export function withdrawFromNamespace(
  context: HookContext,
  namespace: string,
  config: IntegratorConfig,
  refused: Wanted['refused'],
): Promise<Forwarding> {
  const isKept = (schedule: ScheduleReference) => isAskedForByAny(refused, schedule);
  const there = { ...config, veleroNamespace: namespace };
  return agree(context, there, [], { mayDelete: true, isKept });
}

/** By the relation that is noted on it. On a Schedule of 0.1.0 none is noted: then by the application. */
function isAskedForByAny(refused: Wanted['refused'], { annotations }: ScheduleReference): boolean {
  const relation = annotations[RELATION_ANNOTATION];
  if (relation !== undefined) return refused.has(relation);
  const app = annotations['k8s-backup-target/app'];
  return [...refused.values()].some((remote) => remote === app || remote.startsWith('remote-'));
}

interface Deleting {
  readonly mayDelete: boolean;
  readonly isKept: (schedule: ScheduleReference) => boolean;
}

async function agree(
  context: HookContext,
  config: IntegratorConfig,
  schedules: readonly Schedule[],
  { mayDelete, isKept }: Deleting,
): Promise<Forwarding> {
  const { managedBy } = veleroOptions(context, config);
  const { timeoutSeconds, veleroNamespace } = config;
  try {
    const api = await connectToKubernetes({ fieldManager: context.app, timeoutSeconds });
    const existing = await api.listSchedules(veleroNamespace);
    const plan = reconcile(schedules, existing, { managedBy });
    const due = plan.deletes.filter((schedule) => !isKept(schedule));
    const outcome = await carryOut(api, { ...plan, deletes: mayDelete ? due : [] });
    const isLeft = plan.deletes.length > due.length || (!mayDelete && due.length > 0);
    return {
      ...outcome,
      problems: [...outcome.problems, ...plan.conflicts.map(describeConflict)],
      notes: [...plan.pausedByHand.map(pausedNote), ...deferredNote(mayDelete, due.length)],
      isComplete: outcome.isComplete && plan.conflicts.length === 0 && !isLeft,
    };
  } catch (error) {
    if (!isKubernetesRefusal(error)) throw error;
    return problem(error.message);
  }
}

/** Does one thing after another. What one object is refused for keeps no other from being done. */
async function carryOut(api: KubernetesApi, plan: Reconciliation): Promise<Forwarding> {
  const steps = [
    ...plan.creates.map((schedule) => ({
      name: schedule.metadata.name,
      verb: 'created',
      act: () => api.create(schedule),
    })),
    ...plan.updates.map((update) => ({
      name: update.reference.name,
      verb: 'updated',
      act: () => api.update(update),
    })),
    ...plan.deletes.map((reference) => ({
      name: reference.name,
      verb: 'deleted',
      act: () => api.deleteSchedule(reference),
    })),
  ];
  const done: string[] = [];
  const problems: string[] = [];
  for (const { name, verb, act } of steps) {
    try {
      await act();
      done.push(`${verb} Schedule ${name}`);
    } catch (error) {
      if (!isKubernetesRefusal(error)) throw error;
      problems.push(`Schedule ${name} is not ${verb}: ${error.message}`);
      // Each further call would wait for the time limit as well.
      if (error.code === 'unreachable') break;
    }
  }
  return { ...NOTHING, done, problems, isComplete: problems.length === 0 };
}

function describeConflict({ schedule, owner }: ScheduleConflict): string {
  const { name, namespace } = schedule.metadata;
  const where = `Schedule ${name} in namespace ${namespace}`;
  if (owner === 'same-name') return `${where} is asked for by two targets that differ`;
  const whose = owner === null ? 'was made by someone else' : `belongs to ${owner}`;
  return `${where} ${whose} and stays as it is; to hand it over, run the action remove-schedules there, or delete it`;
}

function pausedNote({ name }: ScheduleReference): string {
  return `Schedule ${name} was paused by hand and stays paused`;
}

function deferredNote(mayDelete: boolean, due: number): string[] {
  if (mayDelete || due === 0) return [];
  return [`${due} ${due === 1 ? 'Schedule goes' : 'Schedules go'} in the next update-status`];
}
