import type { QueuedHook, QueuedRelation, SimulatorState } from './state.js';

/** Appends hooks, except those that are waiting already: Juju runs them once, with the newest data. */
export function enqueue(state: SimulatorState, hooks: readonly QueuedHook[]): void {
  for (const hook of hooks) {
    if (!state.queue.some((waiting) => isSameHook(waiting, hook))) state.queue.push(hook);
  }
}

const SETUP = ['leader-elected', 'config-changed', 'start'];

/**
 * Queues relation-created: for a unit that has not started yet between install and the rest of its setup, where
 * Juju runs it, and else at the end.
 */
export function enqueueCreated(state: SimulatorState, created: QueuedHook): void {
  const isOfUnit = ({ unit }: QueuedHook) => unit === created.unit;
  const hasStarted = !state.queue.some((hook) => isOfUnit(hook) && hook.hook === 'start');
  const next = state.queue.findIndex((hook) => isOfUnit(hook) && SETUP.includes(hook.hook));
  if (hasStarted || next < 0) enqueue(state, [created]);
  else state.queue.splice(next, 0, created);
}

/** Takes out the first waiting hook equal to this one, if there is one. */
export function dequeue(state: SimulatorState, hook: QueuedHook): void {
  const index = state.queue.findIndex((waiting) => isSameHook(waiting, hook));
  if (index >= 0) state.queue.splice(index, 1);
}

function isSameHook(a: QueuedHook, b: QueuedHook): boolean {
  return a.unit === b.unit && a.hook === b.hook && isSameRelation(a.relation, b.relation);
}

function isSameRelation(a: QueuedRelation | null, b: QueuedRelation | null): boolean {
  return a?.number === b?.number && a?.remoteUnit === b?.remoteUnit;
}
