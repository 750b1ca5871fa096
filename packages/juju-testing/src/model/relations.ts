import { applicationOf } from './names.js';
import {
  type QueuedHook,
  type RelationEnd,
  type RelationState,
  record,
  type SimulatorState,
} from './state.js';

/** This application's end of a relation. */
export function localEnd(relation: RelationState, app: string): RelationEnd {
  const end = relation.ends.find((candidate) => candidate.app === app);
  if (end === undefined) throw new Error(`${app} has no part in relation ${relation.number}`);
  return end;
}

/** The other end; in a peer relation the application itself. */
export function remoteEnd(relation: RelationState, app: string): RelationEnd {
  return relation.ends.find((end) => end.app !== app) ?? localEnd(relation, app);
}

/** The relation's id as this application sees it, e.g. `backup:1`. */
export function relationId(relation: RelationState, app: string): string {
  return `${localEnd(relation, app).endpoint}:${relation.number}`;
}

/** The relation's key in the controller: its ends. */
export function relationKey({ ends }: RelationState): string {
  return ends.map(({ app, endpoint }) => `${app}:${endpoint}`).join(' ');
}

export function isPeer(relation: RelationState): boolean {
  return relation.ends.length === 1;
}

/** The units at the other end as seen from `unit`, in a peer relation all but itself. */
export function remoteUnits(
  state: SimulatorState,
  relation: RelationState,
  unit: string,
): readonly string[] {
  const remote = state.applications[remoteEnd(relation, applicationOf(unit)).app];
  return Object.keys(remote?.units ?? {}).filter((name) => name !== unit);
}

/** The units that see the databag of an application or unit change: those at the other end. */
export function observers(
  state: SimulatorState,
  relation: RelationState,
  entity: string,
): readonly string[] {
  const remote = state.applications[remoteEnd(relation, applicationOf(entity)).app];
  const units = Object.keys(remote?.units ?? {});
  return units.filter((unit) => unit in relation.members && unit !== entity);
}

type HookAbout = {
  readonly remoteUnit?: string;
  readonly departingUnit?: string;
};

/** A relation hook for `unit`. */
export function relationHook(
  relation: RelationState,
  unit: string,
  kind: string,
  about: HookAbout = {},
): QueuedHook {
  const app = applicationOf(unit);
  const { endpoint } = localEnd(relation, app);
  return {
    unit,
    hook: `${endpoint}-relation-${kind}`,
    relation: {
      number: relation.number,
      endpoint,
      remoteApp: remoteEnd(relation, app).app,
      remoteUnit: about.remoteUnit ?? null,
      departingUnit: about.departingUnit ?? null,
    },
  };
}

/** Joined, and the one changed that always follows it. */
export function joinHooks(relation: RelationState, unit: string, remoteUnit: string): QueuedHook[] {
  return [
    relationHook(relation, unit, 'joined', { remoteUnit }),
    relationHook(relation, unit, 'changed', { remoteUnit }),
  ];
}

/**
 * The hooks with which one unit leaves a relation: departed for each unit that had joined, then broken.
 *
 * @param departingUnit the unit itself if it is the one that goes; default: each of the others
 */
export function removalHooks(
  relation: RelationState,
  unit: string,
  departingUnit?: string,
): QueuedHook[] {
  const joined = relation.members[unit] ?? [];
  return [
    ...joined.map((remoteUnit) =>
      relationHook(relation, unit, 'departed', {
        remoteUnit,
        departingUnit: departingUnit ?? remoteUnit,
      }),
    ),
    relationHook(relation, unit, 'broken'),
  ];
}

/** A new relation between `ends`, with every unit in it and empty databags. */
export function newRelation(state: SimulatorState, ends: readonly RelationEnd[]): RelationState {
  const units = ends.flatMap(({ app }) => Object.keys(state.applications[app]?.units ?? {}));
  const names = [...ends.map(({ app }) => app), ...units];
  return {
    number: state.nextRelation,
    ends,
    life: 'alive',
    databags: record(Object.fromEntries(names.map((name) => [name, record<string>()]))),
    members: record(Object.fromEntries(units.map((unit) => [unit, []]))),
  };
}
