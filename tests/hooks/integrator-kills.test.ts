/**
 * The integrator is killed at a random hook command or API call, over and over, while what is asked for and
 * where it is forwarded to change. Its hooks run in this process, so that thousands take a minute; a kill is
 * that nothing which it does from then on has an effect. `npm run long-run -- kills-typescript` is the long
 * run; `SEED=7 LIVES=1` lives the seventh of its lives again.
 */
import { type FaultPlan, JujuSimulator, type Relation } from '@k8s-backup-target/juju-testing';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { firstSeed, lifeCount, reportLives } from '@k8s-backup-target/tools/lives';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { reconcileHook } from '../../examples/integrator-charm/src/reconcile-hook.js';
import { MemoryApi } from './memory-api.js';

const LIVES = lifeCount(60);
const STEPS = 5;
const PLACES = [
  { 'forward-to': 'kubernetes', 'velero-namespace': 'one' },
  { 'forward-to': 'kubernetes', 'velero-namespace': 'two' },
  { 'forward-to': 'relation', 'velero-namespace': 'two' },
] as const;

let api: MemoryApi;

beforeAll(async () => {
  api = await MemoryApi.start();
  for (const [name, value] of Object.entries(api.env)) vi.stubEnv(name, value);
});

afterEach(() => {
  api.schedules.clear();
  api.intercept = () => false;
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await api.stop();
});

/** mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One integrator, from its first hook until nothing is left to do. */
class Life {
  readonly #random: (below: number) => number;
  readonly #simulator = new JujuSimulator({ name: 'production' });
  readonly #asking: Map<string, Relation> = new Map();
  readonly #velero: Relation;
  #place: (typeof PLACES)[number] = PLACES[0];

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    const config = { schedule: '@daily', ...this.#place };
    this.#simulator.addApplication('integrator', { charmDir: TYPESCRIPT_REQUIRER, config });
    this.#simulator.relate('integrator:peers');
    for (const app of ['velero', 'a', 'b']) this.#simulator.addApplication(app);
    this.#velero = this.#simulator.relate('integrator:velero-backup', 'velero:velero-backups');
    this.#ask('a');
  }

  /** Changes something and runs a hook that may be killed; nothing that is wanted loses its backups. */
  async step(): Promise<void> {
    const before = this.#backedUp();
    this.#change();
    await this.#hook(this.#random(4) === 0 ? undefined : this.#random(16));
    const after = this.#backedUp();
    for (const app of before) if (this.#asking.has(app)) expect(after).toContain(app);
  }

  /** Runs hooks until nothing is left to do: what is wanted is in its place, and nothing elsewhere. */
  async end(): Promise<void> {
    for (let hook = 0; hook < 5; hook += 1) await this.#hook(undefined);
    const wanted = [...this.#asking.keys()].sort();
    const namespace = this.#place['velero-namespace'];
    const isRelation = this.#place['forward-to'] === 'relation';
    expect(api.apps).toEqual(isRelation ? [] : wanted.map((app) => `${namespace}/${app}`));
    expect(this.#overRelation()).toEqual(isRelation ? wanted : []);
  }

  #change(): void {
    const kind = this.#random(3);
    if (kind === 0) this.#move(PLACES[this.#random(PLACES.length)] ?? PLACES[0]);
    else if (kind === 1) this.#toggle(this.#random(2) === 0 ? 'a' : 'b');
    else for (const app of this.#asking.keys()) this.#publish(app, `${this.#random(99) + 1}h`);
  }

  /** The relation holds one target: the other application goes first. */
  #move(place: (typeof PLACES)[number]): void {
    if (place['forward-to'] === 'relation' && this.#asking.size > 1) this.#toggle('b');
    this.#place = place;
    this.#simulator.setConfig('integrator', place);
  }

  #toggle(app: string): void {
    const relation = this.#asking.get(app);
    if (relation !== undefined) {
      this.#simulator.removeRelation(relation);
      this.#asking.delete(app);
    } else if (this.#place['forward-to'] === 'kubernetes' || this.#asking.size === 0)
      this.#ask(app);
  }

  #ask(app: string): void {
    this.#asking.set(app, this.#simulator.relate(`${app}:backup`, 'integrator:k8s-backup-target'));
    this.#publish(app, '1h');
  }

  #publish(app: string, ttl: string): void {
    const relation = this.#asking.get(app);
    if (relation === undefined) throw new Error(`${app} is not related`);
    const entry = { app, relation_name: 'backup', model: 'production', spec: { ttl } };
    this.#simulator.setDatabag(relation, app, { backup_targets: JSON.stringify([entry]) });
  }

  /** One hook, killed at that hook command or API call; the call may have been carried out. */
  async #hook(killedAt: number | undefined): Promise<void> {
    await this.#simulator.settle();
    let acts = 0;
    const isDead = () => {
      acts += 1;
      return killedAt !== undefined && acts > killedAt;
    };
    const isLost = this.#random(2) === 0;
    api.intercept = (_, response) => {
      if (!isDead()) return false;
      response.destroy();
      return !(isLost && acts === (killedAt ?? 0) + 1);
    };
    const faults: FaultPlan = () => (isDead() ? { status: 1, stderr: 'ERROR killed\n' } : null);
    const attempt = this.#simulator.run(
      'integrator/0',
      'update-status',
      (juju) =>
        reconcileHook(
          juju,
          new K8sBackupTargetRequirer({ juju, endpoint: ['k8s-backup-target', 'backup-targets'] }),
        ),
      { faults },
    );
    if (killedAt === undefined) await attempt;
    else await attempt.catch(() => undefined);
  }

  /** The applications that something makes backups of. */
  #backedUp(): readonly string[] {
    return [...api.apps.map((app) => app.slice(app.indexOf('/') + 1)), ...this.#overRelation()];
  }

  #overRelation(): readonly string[] {
    const { app, spec = '{}' } = this.#simulator.databag(this.#velero, 'integrator');
    return app !== undefined && JSON.parse(spec).schedule === '@daily' ? [app] : [];
  }
}

it(`loses nothing and leaves nothing behind in ${LIVES} lives`, {
  timeout: 3_600_000,
}, async () => {
  const lost: string[] = [];
  for (let seed = firstSeed(); seed < firstSeed() + LIVES; seed += 1) {
    api.schedules.clear();
    const life = new Life(seed);
    try {
      for (let step = 0; step < STEPS; step += 1) await life.step();
      await life.end();
    } catch (error) {
      lost.push(`SEED=${seed} LIVES=1: ${String(error)}`);
    }
  }
  reportLives({ lives: LIVES, lost });
  expect(lost).toEqual([]);
});
