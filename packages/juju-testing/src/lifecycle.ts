import type { ConfigValue } from '@k8s-backup-target/juju';
import { enqueue } from './hook-queue.js';
import { isApplicationName, parseEnd } from './names.js';
import { joinHooks, newRelation, relationHook, remoteUnits, removalHooks } from './relations.js';
import {
  type ApplicationState,
  type QueuedHook,
  type RelationState,
  record,
  type SimulatorState,
  withEntry,
} from './state.js';

const UNKNOWN = { status: 'unknown', message: '' } as const;

/** An application without units. */
export function addApplication(
  state: SimulatorState,
  name: string,
  config: Readonly<Record<string, ConfigValue | null>>,
  charmDir: string | null,
): ApplicationState {
  if (!isApplicationName(name)) throw new Error(`"${name}" is no name for an application`);
  if (name in state.applications) throw new Error(`there is an application ${name} already`);
  const application: ApplicationState = {
    charmDir,
    config: record(config),
    leader: null,
    status: UNKNOWN,
    version: '',
    units: record(),
  };
  state.applications[name] = application;
  return application;
}

/** Adds a unit, in all relations of its application, and queues what Juju runs to set it up. */
export function addUnit(
  state: SimulatorState,
  app: string,
  application: ApplicationState,
  leads: boolean,
): string {
  const unit = `${app}/${Object.keys(application.units).length}`;
  application.units[unit] = { status: UNKNOWN, stored: record() };
  if (leads) application.leader = unit;
  const relations = state.relations.filter(({ ends }) => ends.some((end) => end.app === app));
  for (const relation of relations) {
    relation.databags = withEntry(relation.databags, unit, record());
    relation.members = withEntry(relation.members, unit, []);
  }
  enqueue(state, [
    hook(unit, 'install'),
    ...relations.map((relation) => relationHook(relation, unit, 'created')),
    ...(leads ? [hook(unit, 'leader-elected')] : []),
    hook(unit, 'config-changed'),
    hook(unit, 'start'),
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

/** Relates two endpoints, or the units of one application through a peer endpoint. */
export function relate(state: SimulatorState, endpoints: readonly string[]): RelationState {
  const ends = endpoints.map(parseEnd);
  for (const { app } of ends) {
    if (!(app in state.applications)) throw new Error(`there is no application ${app}`);
  }
  if (ends.length === 2 && ends[0]?.app === ends[1]?.app) {
    throw new Error('an application relates to itself only through one peer endpoint');
  }
  const relation = newRelation(state, ends);
  state.nextRelation += 1;
  state.relations.push(relation);
  const units = Object.keys(relation.members);
  enqueue(
    state,
    units.map((unit) => relationHook(relation, unit, 'created')),
  );
  for (const unit of units) {
    for (const remote of remoteUnits(state, relation, unit)) {
      enqueue(state, joinHooks(relation, unit, remote));
    }
  }
  return relation;
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
  if (Object.keys(relation.members).length > 0) return;
  state.relations = state.relations.filter((candidate) => candidate !== relation);
}

function dropMember(relation: RelationState, unit: string): void {
  const members = record(relation.members);
  delete members[unit];
  relation.members = members;
}

/** Makes another unit the leader, or none. */
export function setLeader(
  state: SimulatorState,
  application: ApplicationState,
  unit: string | null,
): void {
  if (unit !== null && !(unit in application.units)) throw new Error(`there is no unit ${unit}`);
  if (application.leader === unit) return;
  application.leader = unit;
  if (unit !== null) enqueue(state, [hook(unit, 'leader-elected')]);
}

/** Queues config-changed for every unit if anything is different. */
export function setConfig(
  state: SimulatorState,
  application: ApplicationState,
  values: Readonly<Record<string, ConfigValue | null>>,
): void {
  const config = record(application.config);
  for (const [key, value] of Object.entries(values)) {
    if (value === null) delete config[key];
    else config[key] = value;
  }
  if (JSON.stringify(config) === JSON.stringify(application.config)) return;
  application.config = config;
  enqueueForAll(state, application, 'config-changed');
}

export function enqueueForAll(
  state: SimulatorState,
  application: ApplicationState,
  name: string,
): void {
  enqueue(
    state,
    Object.keys(application.units).map((unit) => hook(unit, name)),
  );
}

function hook(unit: string, name: string): QueuedHook {
  return { unit, hook: name, relation: null };
}
