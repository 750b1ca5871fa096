import { checkEnds } from './endpoint-check.js';
import { enqueue, enqueueCreated } from './hook-queue.js';
import { parseEnd } from './names.js';
import {
  isPeer,
  joinHooks,
  newRelation,
  relationHook,
  relationKey,
  remoteUnits,
  removalHooks,
} from './relations.js';
import type { QueuedHook, RelationEnd, RelationState, SimulatorState } from './state.js';
import { dropMember } from './unit-lifecycle.js';

/**
 * Relates two endpoints, or the units of one application through a peer endpoint. At a peer endpoint that the charm
 * declares, the relation is there from deployment on, and is the answer; a new one takes the place of one that
 * has been forgotten.
 */
export function relate(state: SimulatorState, endpoints: readonly string[]): RelationState {
  const ends = endpoints.map(parseEnd);
  if (ends.length === 2 && ends[0]?.app === ends[1]?.app) {
    throw new Error('an application relates to itself only through one peer endpoint');
  }
  checkEnds(state, ends);
  if (ends.length === 2) refuseSecond(state, ends);
  const [end] = ends;
  const deployed = ends.length === 1 && end !== undefined ? deployedPeers(state, end) : undefined;
  return deployed ?? addRelation(state, ends);
}

function deployedPeers(
  state: SimulatorState,
  { app, endpoint }: RelationEnd,
): RelationState | undefined {
  if (state.applications[app]?.charm === null) return undefined;
  return state.relations.find(
    (relation) =>
      relation.life === 'alive' &&
      isPeer(relation) &&
      relation.ends.some((end) => end.app === app && end.endpoint === endpoint),
  );
}

/** Adds a relation between endpoints that fit, and queues what the units run that are there. */
export function addRelation(state: SimulatorState, ends: readonly RelationEnd[]): RelationState {
  const relation = newRelation(state, ends);
  state.nextRelation += 1;
  state.relations.push(relation);
  const units = Object.keys(relation.members);
  for (const unit of units) enqueueCreated(state, relationHook(relation, unit, 'created'));
  for (const unit of units) {
    for (const remote of remoteUnits(state, relation, unit)) {
      enqueue(state, joinHooks(relation, unit, remote));
    }
  }
  return relation;
}

/** Two endpoints have one relation. A peer endpoint may get a second one, see `upgradeCharm`. */
function refuseSecond(state: SimulatorState, ends: readonly RelationEnd[]): void {
  const [one, other] = ends.map(({ app, endpoint }) => `${app}:${endpoint}`);
  const first = state.relations.find(({ ends: existing, life }) => {
    const names = existing.map(({ app, endpoint }) => `${app}:${endpoint}`);
    return life !== 'forgotten' && names.includes(one ?? '') && names.includes(other ?? '');
  });
  if (first === undefined) return;
  const key = relationKey(first);
  const reason =
    first.life === 'dying' ? 'relation is dying, but not yet removed' : 'relation already exists';
  throw new Error(`cannot add relation "${key}": ${reason}`);
}

/** Starts a relation's removal: hooks that have not run are dropped, those of leaving are queued. */
export function removeRelation(state: SimulatorState, relation: RelationState): void {
  relation.life = 'dying';
  const isOfRelation = ({ relation: about }: QueuedHook) => about?.number === relation.number;
  const notCreated = state.queue
    .filter((queued) => isOfRelation(queued) && queued.hook.endsWith('-relation-created'))
    .map(({ unit }) => unit);
  state.queue = state.queue.filter((queued) => !isOfRelation(queued));
  for (const unit of Object.keys(relation.members)) {
    if (notCreated.includes(unit)) dropMember(relation, unit);
    else enqueue(state, removalHooks(relation, unit));
  }
  dropIfEmpty(state, relation);
}

/** A relation that is being removed is gone once its last unit has left it. */
export function dropIfEmpty(state: SimulatorState, relation: RelationState): void {
  if (relation.life === 'alive' || Object.keys(relation.members).length > 0) return;
  state.relations = state.relations.filter((candidate) => candidate !== relation);
}
