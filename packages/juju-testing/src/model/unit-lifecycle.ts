import { enqueue } from './hook-queue.js';
import { joinHooks, relationHook, remoteUnits, removalHooks } from './relations.js';
import {
  type ApplicationState,
  type QueuedHook,
  type RelationState,
  record,
  type SimulatorState,
  withEntry,
} from './state.js';

const UNKNOWN = { status: 'unknown', message: '' } as const;

/**
 * Adds a unit, in all relations of its application but those that are going, which Juju lets none join. Queues
 * what Juju runs to set it up.
 */
export function addUnit(
  state: SimulatorState,
  app: string,
  application: ApplicationState,
  leads: boolean,
): string {
  const unit = `${app}/${application.nextUnit}`;
  application.nextUnit += 1;
  application.units[unit] = { status: UNKNOWN, stored: record(), isLeaving: false };
  if (leads) application.leader = unit;
  const relations = state.relations.filter(
    ({ ends, life }) => life !== 'dying' && ends.some((end) => end.app === app),
  );
  for (const relation of relations) {
    relation.databags = withEntry(relation.databags, unit, record());
    relation.members = withEntry(relation.members, unit, []);
  }
  enqueue(state, [
    plainHook(unit, 'install'),
    ...relations.map((relation) => relationHook(relation, unit, 'created')),
    ...(leads ? [plainHook(unit, 'leader-elected')] : []),
    plainHook(unit, 'config-changed'),
    plainHook(unit, 'start'),
  ]);
  for (const relation of relations) joinUnit(state, relation, unit);
  return unit;
}

function joinUnit(state: SimulatorState, relation: RelationState, unit: string): void {
  for (const remote of remoteUnits(state, relation, unit)) {
    enqueue(state, joinHooks(relation, unit, remote));
    enqueue(state, joinHooks(relation, remote, unit));
  }
}

/**
 * Starts a unit's removal while its relations live on: it leaves each with relation-departed and
 * relation-broken, and ends with stop and remove; the others see it depart. It leads until then. A relation that is
 * being removed goes as it would have.
 */
export function removeUnit(
  state: SimulatorState,
  application: ApplicationState,
  unit: string,
): void {
  const going = state.relations.filter(({ life }) => life === 'dying');
  const notCreated = dropWaitingHooks(state, unit, new Set(going.map(({ number }) => number)));
  const staying = state.relations.filter(({ life }) => life !== 'dying');
  for (const relation of staying.filter(({ members }) => unit in members)) {
    announceDeparture(state, relation, unit);
    if (notCreated.includes(relation.number)) dropMember(relation, unit);
    else enqueue(state, removalHooks(relation, unit, unit));
  }
  stopUnit(state, application, unit);
}

/** Queues the end of a unit whose relations are removed already. */
export function stopUnit(state: SimulatorState, application: ApplicationState, unit: string): void {
  const unitState = application.units[unit];
  if (unitState === undefined) throw new Error(`there is no unit ${unit}`);
  if (unitState.isLeaving) throw new Error(`${unit} is being removed already`);
  unitState.isLeaving = true;
  enqueue(state, [plainHook(unit, 'stop'), plainHook(unit, 'remove')]);
}

/**
 * Drops the hooks that wait for the unit, or about it, but for those of relations that are being removed. Returns
 * the relations that it has not yet seen.
 */
function dropWaitingHooks(
  state: SimulatorState,
  unit: string,
  going: ReadonlySet<number>,
): readonly number[] {
  const notCreated = state.queue
    .filter((queued) => queued.unit === unit && queued.hook.endsWith('-relation-created'))
    .map(({ relation }) => relation?.number ?? 0);
  state.queue = state.queue.filter(
    ({ unit: runsIn, relation }) =>
      (runsIn !== unit && relation?.remoteUnit !== unit) || going.has(relation?.number ?? 0),
  );
  return notCreated;
}

function announceDeparture(state: SimulatorState, relation: RelationState, unit: string): void {
  const about = { remoteUnit: unit, departingUnit: unit };
  const seenBy = Object.entries(relation.members).filter(([, seen]) => seen.includes(unit));
  enqueue(
    state,
    seenBy.map(([other]) => relationHook(relation, other, 'departed', about)),
  );
}

/** The unit has run its last hook: it is gone, and another leads if there is one. */
export function dismissUnit(state: SimulatorState, app: string, unit: string): void {
  const application = state.applications[app];
  if (application?.units[unit]?.isLeaving !== true) return;
  delete application.units[unit];
  for (const relation of state.relations) dropMember(relation, unit);
  state.queue = state.queue.filter((queued) => queued.unit !== unit);
  const units = Object.keys(application.units);
  if (application.isDying && units.length === 0) delete state.applications[app];
  if (application.leader !== unit) return;
  const [next = null] = units.filter((name) => application.units[name]?.isLeaving === false);
  application.leader = next;
  if (next !== null) enqueue(state, [plainHook(next, 'leader-elected')]);
}

/** Takes a unit out of a relation; the relation is gone with the last if it is being removed. */
export function dropMember(relation: RelationState, unit: string): void {
  if (!(unit in relation.members)) return;
  const members = record(relation.members);
  delete members[unit];
  relation.members = members;
}

/** A hook that is about no relation. */
export function plainHook(unit: string, name: string): QueuedHook {
  return { unit, hook: name, relation: null };
}
