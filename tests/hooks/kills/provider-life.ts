/**
 * The life of a provider whose hooks are killed over and over, while config, leaders and relations change: what it
 * asks for is withdrawn at no time, and is right in the end.
 */
import { JujuSimulator, type QueuedHook, type Relation } from '@k8s-backup-target/juju-testing';
import { expect } from 'vitest';
import type { RunHook } from './integrator-life.js';
import { Kill } from './kill.js';
import { type Choose, choicesOf } from './random.js';

const STEPS = 6;

/** Backup applications by the endpoints that relate them: `backup` provides, `backup-integrator` requires. */
const BACKUPS = {
  velero: ['provider:backup', 'velero:backups'],
  integrator: ['provider:backup-integrator', 'integrator:backup-targets'],
} as const;

type Backup = keyof typeof BACKUPS;

export interface ProviderOptions {
  readonly charmDir: string;
  readonly run: RunHook;
}

export class ProviderLife {
  readonly #run: RunHook;
  readonly #choose: Choose;
  readonly #simulator: JujuSimulator;
  readonly #relations: Map<Backup, Relation> = new Map();
  #ttl = '72h';

  private constructor({ charmDir, run }: ProviderOptions, seed: number) {
    this.#run = run;
    this.#choose = choicesOf(seed);
    this.#simulator = new JujuSimulator({ name: 'production' });
    const units = 1 + this.#choose(2);
    this.#simulator.addApplication('provider', { charmDir, config: { ttl: this.#ttl }, units });
    for (const app of Object.keys(BACKUPS)) this.#simulator.addApplication(app);
  }

  /** @throws if a target is withdrawn or damaged, or is not what config says in the end */
  static async live(options: ProviderOptions, seed: number): Promise<void> {
    const life = new ProviderLife(options, seed);
    life.#toggle('velero');
    for (let step = 0; step < STEPS; step += 1) {
      life.#change();
      await life.#hooks();
    }
    await life.#end();
  }

  #change(): void {
    const kind = this.#choose(6);
    const units = this.#simulator.units('provider');
    const unit = units[this.#choose(units.length)] ?? 'provider/0';
    if (kind === 0) this.#set('half a day');
    else if (kind === 1) this.#set(`${this.#choose(99) + 1}h`);
    else if (kind === 2) this.#simulator.setLeader('provider', unit);
    else if (kind === 3) this.#simulator.upgradeCharm('provider');
    else this.#toggle(kind === 4 ? 'velero' : 'integrator');
  }

  #set(ttl: string): void {
    this.#ttl = ttl;
    this.#simulator.setConfig('provider', { ttl });
  }

  /** Juju relates two applications again once their first relation has gone. */
  #toggle(app: Backup): void {
    const relation = this.#relations.get(app);
    if (relation !== undefined) {
      this.#simulator.removeRelation(relation);
      this.#relations.delete(app);
    } else if (!this.#simulator.relations.some(({ ids }) => Object.hasOwn(ids, app))) {
      const [endpoint, other] = BACKUPS[app];
      this.#relations.set(app, this.#simulator.relate(endpoint, other));
    }
  }

  /** The hooks that wait; some are killed, and some wait for longer. */
  async #hooks(): Promise<void> {
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
      const isDone = await this.#hook(next, this.#choose(3) === 0);
      if (!isDone && this.#choose(2) === 0) return;
    }
  }

  async #end(): Promise<void> {
    this.#set('240h');
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
      await this.#hook(next, false);
    }
    for (const app of this.#relations.keys()) expect(this.#published(app)).toEqual(['240h']);
    const leader = this.#simulator.leader('provider') ?? '';
    const status = this.#relations.size === 0 ? 'waiting' : 'active';
    expect(this.#simulator.status(leader).status).toBe(status);
  }

  /** The provider's next hook. The other applications do nothing in theirs. */
  async #next(): Promise<QueuedHook | undefined> {
    for (const next of this.#simulator.queue) {
      if (!next.unit.startsWith('provider/')) {
        await this.#simulator.run(next.unit, next, () => undefined);
      }
    }
    return this.#simulator.queue[0];
  }

  /** Runs a hook, after which what was published still is. Returns whether it came to its end. */
  async #hook(hook: QueuedHook, isKilled: boolean): Promise<boolean> {
    const kill = isKilled ? Kill.atRandom(this.#choose) : Kill.never();
    const before = [...this.#relations.keys()].filter((app) => this.#published(app).length > 0);
    const session = this.#simulator.open(hook, { faults: kill.faults });
    try {
      await this.#run(session);
      if (kill.isDue) return false;
      session.commit();
      return true;
    } catch (error) {
      if (!kill.isDue) throw error;
      return false;
    } finally {
      session.end();
      for (const app of before) {
        const what = `${hook.hook} of ${hook.unit}`;
        expect(this.#published(app), what).toEqual([expect.stringMatching(/^\d+h$/)]);
      }
    }
  }

  /** The ttl of each target that an application finds. */
  #published(app: Backup): readonly unknown[] {
    const relation = this.#relations.get(app);
    if (relation === undefined) return [];
    const { backup_targets: text = '[]' } = this.#simulator.databag(relation, 'provider');
    return JSON.parse(text).map((entry: { spec: { ttl: unknown } }) => entry.spec.ttl);
  }
}
