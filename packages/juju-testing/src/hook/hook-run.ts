// Room: One hook while it runs, and what it leaves. May import model.
import { type HookOrAction, isAction } from '../model/hook-request.js';
import { runError } from '../model/juju-failure.js';
import { type JujuRules, rulesOf } from '../model/juju-rules.js';
import { applicationOf, parseRelationHook } from '../model/names.js';
import { localEnd, relationId, relationKey, remoteEnd } from '../model/relations.js';
import {
  type ApplicationState,
  type Databag,
  merged,
  type QueuedRelation,
  type RelationState,
  record,
  type SimulatorState,
  type StatusState,
  type UnitState,
} from '../model/state.js';
import type { LogLine } from './hook-record.js';

/** Which of its own databags a unit means. */
export type Scope = 'app' | 'unit';

/** Changes of a databag that are not committed yet. */
export interface PendingChange {
  readonly relation: number;
  readonly entity: string;
  readonly changes: Databag;
}

/** The results and messages of an action so far. */
interface ActionProgress {
  results: Record<string, unknown>;
  failure: string | null;
  readonly log: string[];
}

/**
 * The state of Juju's agent while a unit runs one hook or action: what the unit may see, and what
 * it has written and not yet committed.
 */
export class HookRun {
  readonly state: SimulatorState;
  readonly request: HookOrAction;
  readonly unit: string;
  readonly app: string;
  readonly application: ApplicationState;
  readonly unitState: UnitState;
  readonly log: LogLine[] = [];
  /** The behaviour of this version of Juju. */
  readonly rules: JujuRules;
  /** Null in a hook. */
  readonly action: ActionProgress | null;
  /** The unit's state after `state-set` and `state-delete`. */
  stored: Databag;
  readonly #databags: ReadonlyMap<number, Readonly<Record<string, Databag>>>;
  readonly #pending: Map<string, PendingChange> = new Map();
  #lostLeadership = false;
  #seenStatus: StatusState | null = null;

  constructor(state: SimulatorState, request: HookOrAction) {
    this.state = state;
    this.rules = rulesOf(state.jujuVersion);
    this.request = request;
    this.unit = request.unit;
    this.app = applicationOf(request.unit);
    this.action = isAction(request) ? { results: record(), failure: null, log: [] } : null;
    const application = state.applications[this.app];
    if (application === undefined) throw new Error(`there is no application ${this.app}`);
    const unit = application.units[this.unit];
    if (unit === undefined) throw new Error(`there is no unit ${this.unit}`);
    this.application = application;
    this.unitState = unit;
    this.stored = unit.stored;
    // Databags are replaced, never changed: holding them is a snapshot.
    this.#databags = new Map(state.relations.map(({ number, databags }) => [number, databags]));
  }

  /** The relation that the hook is about, if it is a relation hook. */
  get hookRelation(): QueuedRelation | null {
    return isAction(this.request) ? null : this.request.relation;
  }

  /** Once Juju has said no, it says no for the rest of the hook. */
  isLeader(): boolean {
    if (this.application.leader !== this.unit) this.#lostLeadership = true;
    return !this.#lostLeadership;
  }

  /** The relation of that number, if this unit takes part in it. */
  relation(number: number): RelationState | null {
    const relation = this.state.relations.find((candidate) => candidate.number === number);
    return relation !== undefined && this.unit in relation.members ? relation : null;
  }

  /** Relation ids on an endpoint, from Juju 3 on without one that is being left; sorted as strings. */
  relationIds(endpoint: string): readonly string[] {
    const isLeft = this.#hookKind() === 'broken' && !this.rules.listsBrokenRelations;
    const left = isLeft ? this.hookRelation?.number : undefined;
    return this.state.relations
      .filter(({ members, number }) => this.unit in members && number !== left)
      .filter((relation) => localEnd(relation, this.app).endpoint === endpoint)
      .map((relation) => relationId(relation, this.app))
      .sort();
  }

  /** The remote units that have joined and not departed, as of this hook. */
  members(relation: RelationState): readonly string[] {
    const members = new Set(relation.members[this.unit]);
    const { number, remoteUnit } = this.hookRelation ?? { number: null, remoteUnit: null };
    if (number === relation.number && remoteUnit !== null) {
      if (this.#hookKind() === 'departed') members.delete(remoteUnit);
      else members.add(remoteUnit);
    }
    return this.#hookKind() === 'broken' && number === relation.number ? [] : [...members].sort();
  }

  /** Adds a line to the unit's log, in relation hooks with the relation that Juju puts in front. */
  writeLog(level: string, message: string): void {
    const about = this.hookRelation;
    const relation = about === null ? null : `${about.endpoint}:${about.number}`;
    this.log.push({ level, message, relation });
  }

  /** The unit's status as the hook has first asked for it: Juju answers the same from then on. */
  statusAtFirstGlance(): StatusState {
    this.#seenStatus ??= this.unitState.status;
    return this.#seenStatus;
  }

  /** @throws JujuFailure if this unit may not read it, or the relation's data is gone */
  readDatabag(relation: RelationState, entity: string): Databag {
    if (relation.life === 'forgotten') throw runError(this.#goneWording(entity));
    if (this.#isInstalling()) throw runError('permission denied');
    this.#refuseForeign(relation, entity);
    const databag = this.#databags.get(relation.number)?.[entity];
    if (databag === undefined) throw runError('permission denied');
    const pending = this.#pending.get(`${relation.number} ${entity}`);
    return pending === undefined ? databag : merged(databag, pending.changes);
  }

  /** @throws JujuFailure if this unit may not write it, or the relation's data is gone */
  writeDatabag(relation: RelationState, scope: Scope, changes: Databag): void {
    if (scope === 'app' && !this.isLeader()) throw runError('cannot write relation settings');
    const entity = scope === 'app' ? this.app : this.unit;
    const isGone = relation.life === 'forgotten';
    if (isGone || this.#isInstalling()) {
      const databag = scope === 'app' ? 'relation application settings' : 'relation settings';
      const reason = isGone ? this.#goneWording(entity) : 'permission denied';
      throw runError(`cannot read ${databag}: ${reason}`);
    }
    const key = `${relation.number} ${entity}`;
    const all = { ...record(this.#pending.get(key)?.changes), ...changes };
    this.#pending.set(key, { relation: relation.number, entity, changes: record(all) });
  }

  /** The databag changes of the hook so far. */
  get pendingChanges(): readonly PendingChange[] {
    return [...this.#pending.values()];
  }

  /** The error for a databag that the controller has forgotten. */
  #goneWording(entity: string): string {
    if (entity === this.unit) return 'permission denied';
    if (entity === this.app && this.isLeader()) return 'permission denied (unauthorized access)';
    return this.rules.gone;
  }

  /** A sibling's databag and, for a follower, its application's are refused in every version. */
  #refuseForeign(relation: RelationState, entity: string): void {
    if (entity === this.unit) return;
    const app = applicationOf(entity);
    if (app === remoteEnd(relation, this.app).app) {
      if (relation.databags[entity] === undefined) this.#refuseUnknownUnit(relation, entity);
    } else if (app !== this.app) throw runError(this.rules.stranger);
    else if (entity !== this.app || !this.isLeader()) throw runError('permission denied');
  }

  #refuseUnknownUnit(relation: RelationState, unit: string): never {
    if (!this.rules.namesUnknownUnits) throw runError(this.rules.stranger);
    const name = JSON.stringify(unit);
    const where = `relation ${JSON.stringify(relationKey(relation))}`;
    throw runError(
      `cannot read settings for unit ${name} in ${where}: unit ${name}: settings not found`,
    );
  }

  /** The unit enters its relations after install: until then it may touch no databag, its peers' included. */
  #isInstalling(): boolean {
    return !isAction(this.request) && this.request.hook === 'install';
  }

  #hookKind(): string | null {
    return isAction(this.request) ? null : (parseRelationHook(this.request.hook)?.kind ?? null);
  }
}
