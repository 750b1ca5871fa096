import { endpointNamed } from './endpoint-check.js';
import { checkHookName } from './hook-names.js';
import { applicationOf, parseRelationHook } from './names.js';
import { localEnd, relationHook, remoteUnits } from './relations.js';
import type { QueuedHook, RelationState, SimulatorState } from './state.js';

/** Details that a hook's name alone does not say. */
export interface HookDetails {
  /** The relation's number, needed only if the endpoint has several. */
  readonly relation?: number | undefined;
  /** Default for joined and departed: the first remote unit. */
  readonly remoteUnit?: string | undefined;
}

/** The waiting hook of that name or, if there is none, one such as Juju would run it. */
export function findHook(
  state: SimulatorState,
  unit: string,
  hook: string,
  details: HookDetails,
): QueuedHook {
  const waiting = state.queue.find(
    (queued) =>
      queued.unit === unit &&
      queued.hook === hook &&
      (details.relation === undefined || queued.relation?.number === details.relation) &&
      (details.remoteUnit === undefined || queued.relation?.remoteUnit === details.remoteUnit),
  );
  if (waiting !== undefined) return waiting;
  const application = state.applications[applicationOf(unit)];
  if (application === undefined || !(unit in application.units)) {
    throw new Error(`there is no unit ${unit}`);
  }
  const parsed = parseRelationHook(hook);
  if (parsed === null) {
    checkHookName(hook);
    return { unit, hook, relation: null };
  }
  const { charm } = application;
  if (charm !== null) endpointNamed(charm, applicationOf(unit), parsed.endpoint);
  const relation = onlyRelation(state, unit, parsed.endpoint, details.relation);
  const needsUnit = parsed.kind === 'joined' || parsed.kind === 'departed';
  const fallback = needsUnit ? remoteUnits(state, relation, unit)[0] : undefined;
  const remoteUnit = details.remoteUnit ?? fallback;
  return relationHook(relation, unit, parsed.kind, {
    ...(remoteUnit === undefined ? {} : { remoteUnit }),
    ...(parsed.kind === 'departed' && remoteUnit !== undefined
      ? { departingUnit: remoteUnit }
      : {}),
  });
}

function onlyRelation(
  state: SimulatorState,
  unit: string,
  endpoint: string,
  number: number | undefined,
): RelationState {
  const candidates = state.relations
    .filter(({ members }) => unit in members)
    .filter((relation) => localEnd(relation, applicationOf(unit)).endpoint === endpoint)
    .filter((relation) => number === undefined || relation.number === number);
  const [relation] = candidates;
  if (relation === undefined) throw new Error(`${unit} has no such relation on ${endpoint}`);
  if (candidates.length > 1) throw new Error(`${unit} has several relations on ${endpoint}`);
  return relation;
}
