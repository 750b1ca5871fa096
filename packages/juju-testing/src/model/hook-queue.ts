import type { QueuedHook, QueuedRelation, SimulatorState } from './state.js';

/** Appends hooks, except those that are waiting already: Juju runs them once, with the newest data. */
export function enqueue(state: SimulatorState, hooks: readonly QueuedHook[]): void {
  for (const hook of hooks) {
    if (!state.queue.some((waiting) => isSameHook(waiting, hook))) state.queue.push(hook);
  }
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
