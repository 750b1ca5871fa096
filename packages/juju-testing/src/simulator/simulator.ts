// Room: The simulator that tests use. May import commands, hook, model.
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { type ConfigValue, HookCommands } from '@k8s-backup-target/juju';
import { changeDatabag } from '../hook/commit.js';
import type { HookRecord } from '../hook/hook-record.js';
import { findAction } from '../model/action-lookup.js';
import { configOf } from '../model/charm-config.js';
import { findHook, type HookDetails } from '../model/hook-lookup.js';
import type { ActionRequest, HookOrAction } from '../model/hook-request.js';
import { checkJujuVersion } from '../model/juju-rules.js';
import * as lifecycle from '../model/lifecycle.js';
import { applicationOf } from '../model/names.js';
import * as relationLifecycle from '../model/relation-lifecycle.js';
import { relationId } from '../model/relations.js';
import { newRemoteName } from '../model/remote-name.js';
import type {
  ApplicationOptions,
  Relation,
  RemoteApplicationOptions,
  SimulatorOptions,
} from '../model/simulator-options.js';
import {
  type ApplicationState,
  type Databag,
  type QueuedHook,
  type RelationState,
  record,
  type SimulatorState,
  type StatusState,
} from '../model/state.js';
import { loadState, saveState } from '../model/state-file.js';
import { loadedUnitsDir, temporaryUnitsDir, unitCharmDir } from '../model/unit-folder.js';
import * as unitLifecycle from '../model/unit-lifecycle.js';
import { HookSession, type SessionOptions } from './hook-session.js';

/** A charm's code for one hook. */
export type HookBody<T> = (juju: HookCommands) => T | Promise<T>;

/** The newest version of Juju 3 whose answers were recorded. */
const DEFAULT_JUJU_VERSION = '3.6.28';

/** More hooks than this in one go most likely mean that charms answer each other for ever. */
const MOST_HOOKS = 10_000;

/** Simulates a Juju model in memory, by the rules of a real one. */
export class JujuSimulator {
  readonly #state: SimulatorState;

  constructor(options: SimulatorOptions = {}) {
    this.#state = {
      version: 3,
      name: options.name ?? 'test-model',
      uuid: options.uuid ?? '00000000-0000-4000-8000-000000000000',
      jujuVersion: checkJujuVersion(options.jujuVersion ?? DEFAULT_JUJU_VERSION),
      actions: 0,
      unitsDir: resolve(options.unitsDir ?? temporaryUnitsDir(randomUUID())),
      nextRelation: 1,
      nextApplication: 1,
      applications: record(),
      relations: [],
      queue: [],
    };
  }

  /** Reads a simulator from a state file. What charms wrote into temporary folders is gone. */
  static async load(path: string): Promise<JujuSimulator> {
    const simulator = new JujuSimulator();
    const state = await loadState(path);
    const unitsDir = loadedUnitsDir(state.unitsDir, randomUUID());
    Object.assign(simulator.#state, { ...state, unitsDir });
    return simulator;
  }

  /** Writes the simulator to a state file, which then holds the old or the new one, never half. */
  save(path: string): Promise<void> {
    return saveState(path, this.#state);
  }

  get name(): string {
    return this.#state.name;
  }

  get uuid(): string {
    return this.#state.uuid;
  }

  /** The version of Juju that it simulates. */
  get jujuVersion(): string {
    return this.#state.jujuVersion;
  }

  /** The hooks that Juju would run now, first to last. */
  get queue(): readonly QueuedHook[] {
    return [...this.#state.queue];
  }

  /** The names of the applications in the model. */
  get applications(): readonly string[] {
    return Object.keys(this.#state.applications);
  }

  /** True for an application of another model. */
  isRemote(app: string): boolean {
    return this.#application(app).modelUuid !== null;
  }

  /** The names of an application's units. */
  units(app: string): readonly string[] {
    return Object.keys(this.#application(app).units);
  }

  /**
   * Deploys an application: makes the peer relations that its charm declares, and queues install,
   * relation-created of these, leader-elected, config-changed and start for its units. What the charm's folder
   * says of endpoints, config and actions holds from then on.
   *
   * @throws Error for a folder that is not there or cannot be read, or config that the charm has not
   */
  addApplication(name: string, options: ApplicationOptions = {}): void {
    const { config = {}, charmDir = null, units = 1, leader = 0 } = options;
    const parts = { config, charmDir, modelUuid: null };
    const application = lifecycle.addApplication(this.#state, name, parts);
    for (let number = 0; number < units; number++) {
      unitLifecycle.addUnit(this.#state, name, application, number === leader);
    }
  }

  /**
   * Adds an application of another model, of which nothing is known but its databags (`setDatabag`).
   * Returns its name.
   */
  addRemoteApplication(options: RemoteApplicationOptions = {}): string {
    const { name = newRemoteName(), units = 1, modelUuid = randomUUID() } = options;
    const parts = { config: {}, charmDir: null, modelUuid };
    const application = lifecycle.addApplication(this.#state, name, parts);
    for (let number = 0; number < units; number++) {
      unitLifecycle.addUnit(this.#state, name, application, false);
    }
    return name;
  }

  /** Removes an application: its relations, then its units, then itself, as their hooks run. */
  removeApplication(app: string): void {
    lifecycle.removeApplication(this.#state, app);
  }

  /** Adds one unit, which does not lead. Returns its name. */
  addUnit(app: string): string {
    return unitLifecycle.addUnit(this.#state, app, this.#application(app), false);
  }

  /**
   * Removes one unit, whose relations live on: queues relation-departed and relation-broken, stop and
   * remove for it, relation-departed for the others. It leads until it is gone.
   */
  removeUnit(unit: string): void {
    unitLifecycle.removeUnit(this.#state, this.#application(applicationOf(unit)), unit);
  }

  /**
   * Relates `app:endpoint` with `other:endpoint`, or an application's units with each other. The peer relations
   * that a charm declares are there from deployment on: one endpoint alone then gives the one that is there.
   *
   * @throws Error for endpoints that Juju does not relate: unknown, of the same role, of different
   *   interfaces
   */
  relate(endpoint: string, other?: string): Relation {
    const ends = other === undefined ? [endpoint] : [endpoint, other];
    return describe(relationLifecycle.relate(this.#state, ends));
  }

  /** All relations that are not removed yet. */
  get relations(): readonly Relation[] {
    return this.#state.relations.map(describe);
  }

  /** Removes a relation as `juju remove-relation` does: departed and broken are queued. */
  removeRelation(relation: Relation): void {
    relationLifecycle.removeRelation(this.#state, this.#relation(relation));
  }

  /** Makes a relation's data vanish while units still list it, as a forced removal does. */
  forgetRelation(relation: Relation): void {
    this.#relation(relation).life = 'forgotten';
  }

  /** Moves leadership to another unit, or to none: queues leader-elected for the new leader. */
  setLeader(app: string, unit: string | null): void {
    lifecycle.setLeader(this.#state, this.#application(app), unit);
  }

  /** The unit that leads. */
  leader(app: string): string | null {
    return this.#application(app).leader;
  }

  /** Sets options (null resets one): queues config-changed if anything is different. */
  setConfig(app: string, values: Readonly<Record<string, ConfigValue | null>>): void {
    lifecycle.setConfig(this.#state, this.#application(app), values);
  }

  /**
   * Refreshes the charm, to the one in another folder if it is given: queues upgrade-charm and
   * config-changed.
   *
   * @throws Error for a charm that lacks an endpoint in use, or has it with another role or interface
   */
  upgradeCharm(app: string, charmDir?: string): void {
    lifecycle.upgradeCharm(this.#state, app, this.#application(app), charmDir ?? null);
  }

  /**
   * The folder that an application's charm comes from or, by its name, the unit's own, in which its hooks run.
   * Null if it has none.
   */
  charmDir(name: string): string | null {
    const app = applicationOf(name);
    const { charmDir } = this.#application(app);
    return name.includes('/') ? unitCharmDir(this.#state, app, name) : charmDir;
  }

  /** The folder that holds the units' own folders. */
  get unitsDir(): string {
    return this.#state.unitsDir;
  }

  /** The status of a unit or, by its name, an application. */
  status(name: string): StatusState {
    const application = this.#application(applicationOf(name));
    if (!name.includes('/')) return application.status;
    const unit = application.units[name];
    if (unit === undefined) throw new Error(`there is no unit ${name}`);
    return unit.status;
  }

  /** The committed databag of an application or unit. */
  databag(relation: Relation, entity: string): Databag {
    const databag = this.#relation(relation).databags[entity];
    if (databag === undefined) throw new Error(`${entity} has no part in this relation`);
    return databag;
  }

  /** Changes a databag as if a hook had: relation-changed is queued if anything is different. */
  setDatabag(relation: Relation, entity: string, changes: Databag): void {
    changeDatabag(this.#state, this.#relation(relation), entity, changes);
  }

  /** The names of an application's options. */
  options(app: string): readonly string[] {
    return Object.keys(configOf(this.#application(app)));
  }

  /** An option's value as the charm sees it; null for one without a value. */
  config(app: string, option: string): ConfigValue | null {
    return configOf(this.#application(app))[option] ?? null;
  }

  /** The type that the charm's metadata has for an option; null if it says nothing of it. */
  optionType(app: string, option: string): string | null {
    return this.#application(app).charm?.options[option]?.type ?? null;
  }

  /** An action as Juju would run it: with the defaults that the charm's metadata has. */
  action(
    unit: string,
    action: string,
    parameters: Readonly<Record<string, unknown>> = {},
  ): ActionRequest {
    return findAction(this.#state, unit, action, parameters);
  }

  /**
   * The waiting hook of that name or, if there is none, one such as Juju would run it.
   *
   * @throws Error for a hook, unit, endpoint or relation that there is not
   */
  hook(unit: string, hook: string, details: HookDetails = {}): QueuedHook {
    return findHook(this.#state, unit, hook, details);
  }

  /** Starts a session by hand: for whoever brings their own way to run a charm. */
  open(request: HookOrAction, options: SessionOptions = {}): HookSession {
    return new HookSession(this.#state, request, options);
  }

  /**
   * Runs `body` as a hook. What it wrote is committed if it returns, and dropped if it throws:
   * then this rejects with what it threw, and the hook stays in the queue, as Juju retries it.
   */
  async run<T>(
    unit: string,
    hook: string | QueuedHook,
    body: HookBody<T>,
    options: SessionOptions & HookDetails = {},
  ): Promise<HookRecord & { readonly value: T }> {
    const request = typeof hook === 'string' ? this.hook(unit, hook, options) : hook;
    return this.#run(request, body, options);
  }

  /** Runs `body` as an action; commits like a hook, also after the action was marked as failed. */
  async runAction<T>(
    unit: string,
    action: string,
    parameters: Readonly<Record<string, unknown>>,
    body: HookBody<T>,
    options: SessionOptions = {},
  ): Promise<HookRecord & { readonly value: T }> {
    return this.#run(this.action(unit, action, parameters), body, options);
  }

  /**
   * Runs waiting hooks, and those that follow from them, until there are none. Applications
   * without a body do nothing in their hooks.
   *
   * @param mostHooks rejects after so many, since charms that answer each other never end
   */
  async settle(
    bodies: Readonly<Record<string, HookBody<unknown>>> = {},
    mostHooks: number = MOST_HOOKS,
  ): Promise<readonly HookRecord[]> {
    const records: HookRecord[] = [];
    for (let next = this.#state.queue[0]; next !== undefined; next = this.#state.queue[0]) {
      if (records.length >= mostHooks) throw new Error(`no end after ${mostHooks} hooks`);
      const app = applicationOf(next.unit);
      const body = Object.hasOwn(bodies, app) ? bodies[app] : undefined;
      records.push(await this.#run(next, body ?? (() => undefined), {}));
    }
    return records;
  }

  async #run<T>(
    request: HookOrAction,
    body: HookBody<T>,
    options: SessionOptions,
  ): Promise<HookRecord & { readonly value: T }> {
    const session = this.open(request, options);
    try {
      const value = await body(new HookCommands(session.context, session.runner));
      session.commit();
      return { ...session.record(), value };
    } finally {
      session.end();
    }
  }

  #application(name: string): ApplicationState {
    const application = this.#state.applications[name];
    if (application === undefined) throw new Error(`there is no application ${name}`);
    return application;
  }

  #relation({ number }: Relation): RelationState {
    const relation = this.#state.relations.find((candidate) => candidate.number === number);
    if (relation === undefined) throw new Error(`there is no relation ${number}`);
    return relation;
  }
}

function describe(relation: RelationState): Relation {
  const ids = relation.ends.map(({ app }) => [app, relationId(relation, app)]);
  return { number: relation.number, ids: Object.fromEntries(ids) };
}
