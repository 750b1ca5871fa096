/**
 * The life of an integrator whose hooks are killed over and over, while what is asked for and where it is
 * forwarded to change. Juju runs a hook that was killed again, and whatever changes meanwhile comes after it.
 */
import {
  type HookSession,
  JujuSimulator,
  type QueuedHook,
  type Relation,
} from '@k8s-backup-target/juju-testing';
import { expect } from 'vitest';
import type { MemoryApi } from '../memory-api.js';
import { Kill } from './kill.js';
import { type Choose, choicesOf } from './random.js';

const STEPS = 5;
const APPS = ['a', 'b'] as const;

/** Where the integrator forwards to: its options. */
export type Place = Readonly<Record<string, string>>;

/** Both ways of forwarding, and two namespaces: each move is a migration. */
export const PLACES: readonly [Place, ...Place[]] = [
  { 'forward-to': 'kubernetes', 'velero-namespace': 'one' },
  { 'forward-to': 'kubernetes', 'velero-namespace': 'two' },
  { 'forward-to': 'relation', 'velero-namespace': 'two' },
];

/** Runs a hook of the integrator. Rejects where it fails. */
export type RunHook = (session: HookSession) => Promise<void>;

/** What the lives of one integrator have in common. */
export interface IntegratorOptions {
  readonly api: MemoryApi;
  readonly charmDir: string;
  /** At least one; a life begins at the first. */
  readonly places: readonly [Place, ...Place[]];
  readonly run: RunHook;
}

interface Asking {
  readonly relation: Relation;
  isRefused: boolean;
}

/** One integrator, from its first hook until nothing is left to do. */
export class IntegratorLife {
  readonly #options: IntegratorOptions;
  readonly #choose: Choose;
  readonly #simulator: JujuSimulator;
  readonly #asking: Map<string, Asking> = new Map();
  #velero: Relation;
  #isConnected = true;
  #place: Place;

  private constructor(options: IntegratorOptions, seed: number) {
    this.#options = options;
    this.#choose = choicesOf(seed);
    this.#place = options.places[0];
    this.#simulator = new JujuSimulator({ name: 'production' });
    this.#simulator.addApplication('integrator', {
      charmDir: options.charmDir,
      config: { schedule: '@daily', ...this.#place },
      units: 1 + this.#choose(2),
    });
    this.#simulator.relate('integrator:peers');
    for (const app of ['velero', ...APPS]) this.#simulator.addApplication(app);
    this.#velero = this.#connect();
  }

  /** @throws if something that is asked for loses its backups, or is not where it belongs in the end */
  static async live(options: IntegratorOptions, seed: number): Promise<void> {
    const life = new IntegratorLife(options, seed);
    life.#ask('a');
    for (let step = 0; step < STEPS; step += 1) {
      life.#change();
      await life.#hooks();
    }
    await life.#end();
  }

  /** One thing that an operator or an application does. */
  #change(): void {
    const { places } = this.#options;
    const kind = this.#choose(8);
    const app = APPS[this.#choose(APPS.length)] ?? APPS[0];
    if (kind <= 1) this.#move(places[this.#choose(places.length)] ?? places[0]);
    else if (kind <= 3) this.#toggle(app);
    else if (kind === 4) this.#publish(app, true);
    else if (kind === 5) this.#lead();
    else if (kind === 6) this.#reconnect();
    else for (const each of this.#asking.keys()) this.#publish(each, false);
  }

  /** The relation holds one target: the other application goes first. */
  #move(place: Place): void {
    if (isRelation(place) && this.#asking.size > 1) this.#toggle('b');
    this.#place = place;
    this.#simulator.setConfig('integrator', place);
  }

  /** Juju relates two applications again once their first relation has gone. */
  #toggle(app: string): void {
    const asking = this.#asking.get(app);
    if (asking !== undefined) {
      this.#simulator.removeRelation(asking.relation);
      this.#asking.delete(app);
    } else if (!isRelation(this.#place) || this.#asking.size === 0) {
      if (!this.#isListed(app)) this.#ask(app);
    }
  }

  #ask(app: string): void {
    const relation = this.#simulator.relate(`${app}:backup`, 'integrator:k8s-backup-target');
    this.#asking.set(app, { relation, isRefused: false });
    this.#publish(app, false);
  }

  #publish(app: string, isRefused: boolean): void {
    const asking = this.#asking.get(app);
    if (asking === undefined) return;
    asking.isRefused = isRefused;
    const ttl = isRefused ? '24H' : `${this.#choose(99) + 1}h`;
    const entry = { app, relation_name: 'backup', model: 'production', spec: { ttl } };
    const databag = { backup_targets: JSON.stringify([entry]) };
    this.#simulator.setDatabag(asking.relation, app, databag);
  }

  #lead(): void {
    const units = this.#simulator.units('integrator');
    this.#simulator.setLeader('integrator', units[this.#choose(units.length)] ?? null);
  }

  #connect(): Relation {
    return this.#simulator.relate('integrator:velero-backup', 'velero:velero-backups');
  }

  /** Removes the relation with Velero's charm, or makes it again once it has gone. */
  #reconnect(): void {
    if (!this.#isConnected) {
      if (this.#isListed('velero')) return;
      this.#velero = this.#connect();
      this.#isConnected = true;
    } else if (!isRelation(this.#place) || this.#choose(4) === 0) {
      this.#simulator.removeRelation(this.#velero);
      this.#isConnected = false;
    }
  }

  #isListed(app: string): boolean {
    return this.#simulator.relations.some(({ ids }) => Object.hasOwn(ids, app));
  }

  /** The hooks that wait, and an update-status; some are killed, and some wait for longer. */
  async #hooks(): Promise<void> {
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
      const isDone = await this.#hook(next, this.#choose(3) === 0);
      if (!isDone && this.#choose(2) === 0) return;
    }
    await this.#hook(this.#updateStatus(), this.#choose(3) !== 0);
  }

  /** Hooks without an end, until nothing changes any more: what is wanted is in its place, and nothing elsewhere. */
  async #end(): Promise<void> {
    for (const app of this.#asking.keys()) this.#publish(app, false);
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
      await this.#hook(next, false);
    }
    if (!this.#isConnected) this.#reconnect();
    for (let round = 0; round < 5; round += 1) {
      for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
        await this.#hook(next, false);
      }
      await this.#hook(this.#updateStatus(), false);
    }
    const wanted = [...this.#asking.keys()].sort();
    const namespace = this.#place['velero-namespace'];
    const isOverRelation = isRelation(this.#place);
    expect(this.#options.api.apps).toEqual(
      isOverRelation ? [] : wanted.map((app) => `${namespace}/${app}`),
    );
    expect(this.#overRelation()).toEqual(isOverRelation ? wanted : []);
  }

  /** The integrator's next hook. The other applications do nothing in theirs. */
  async #next(): Promise<QueuedHook | undefined> {
    for (const next of this.#simulator.queue) {
      if (!next.unit.startsWith('integrator/')) {
        await this.#simulator.run(next.unit, next, () => undefined);
      }
    }
    return this.#simulator.queue[0];
  }

  #updateStatus(): QueuedHook {
    const leader = this.#simulator.leader('integrator') ?? 'integrator/0';
    return this.#simulator.hook(leader, 'update-status');
  }

  /** Runs a hook, which loses nothing that is asked for. Returns whether it came to its end. */
  async #hook(hook: QueuedHook, isKilled: boolean): Promise<boolean> {
    const kill = isKilled ? Kill.atRandom(this.#choose) : Kill.never();
    const before = this.#backedUp();
    this.#options.api.intercept = kill.intercept;
    const session = this.#simulator.open(hook, { faults: kill.faults });
    try {
      await this.#options.run(session);
      if (kill.isDue) return false;
      session.commit();
      return true;
    } catch (error) {
      if (!kill.isDue) throw error;
      return false;
    } finally {
      session.end();
      const after = this.#backedUp();
      const what = `${hook.hook} of ${hook.unit}`;
      for (const app of before) if (this.#asking.has(app)) expect(after, what).toContain(app);
    }
  }

  /** The applications that something makes backups of. */
  #backedUp(): readonly string[] {
    const { apps } = this.#options.api;
    return [...apps.map((app) => app.slice(app.indexOf('/') + 1)), ...this.#overRelation()];
  }

  #overRelation(): readonly string[] {
    if (!this.#isConnected) return [];
    const { app, spec = '{}' } = this.#simulator.databag(this.#velero, 'integrator');
    return app !== undefined && JSON.parse(spec).schedule === '@daily' ? [app] : [];
  }
}

function isRelation(place: Place): boolean {
  return (place['forward-to'] ?? 'relation') === 'relation';
}
