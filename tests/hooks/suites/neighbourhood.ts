/** An integrator over its life, the applications that ask it for backups, and what it forwards for them. */
import { type FaultPlan, JujuSimulator, type Relation } from '@k8s-backup-target/juju-testing';
import { expect } from 'vitest';
import type { RunHook } from '../hook-runner.js';
import type { MemoryApi } from '../memory-api.js';

export type Place = 'kubernetes' | 'relation';

/** What the victim asks for, the same with a slip, and what those ask for who claim its target. */
export const GOOD = { include_namespaces: ['victim-data'], ttl: '720h' };
export const SLIP = { ...GOOD, ttl: '24H' };
export const EVIL = { include_namespaces: ['nothing-there'], ttl: '1s' };

/** The integrator as one charm in one place. */
export interface Charm {
  readonly folder: string;
  readonly run: RunHook;
  readonly api: MemoryApi;
  readonly place: Place;
}

/** Each hook of the integrator really runs; other applications have no charm. */
export class Neighbourhood {
  readonly simulator: JujuSimulator;
  readonly place: Place;
  readonly #charm: Charm;
  #velero: Relation;

  private constructor(charm: Charm) {
    const uuid = '00000000-0000-4000-8000-000000000001';
    this.simulator = new JujuSimulator({ name: 'production', uuid });
    this.#charm = charm;
    this.place = charm.place;
    this.simulator.addApplication('velero');
    this.#velero = this.#deploy();
  }

  #deploy(): Relation {
    const { folder, place } = this.#charm;
    const config = { schedule: '0 2 * * *', 'forward-to': place };
    this.simulator.addApplication('integrator', { charmDir: folder, config });
    return this.simulator.relate('integrator:velero-backup', 'velero:velero-backups');
  }

  /** Removes the integrator, and deploys the same under its name once it has gone. */
  async replaceIntegrator(): Promise<void> {
    this.simulator.removeApplication('integrator');
    await this.settle();
    this.#velero = this.#deploy();
  }

  static async found(charm: Charm): Promise<Neighbourhood> {
    charm.api.schedules.clear();
    const neighbourhood = new Neighbourhood(charm);
    await neighbourhood.settle();
    return neighbourhood;
  }

  /** Relates an application, which is deployed if it must be. */
  relate(app: string): Relation {
    if (!this.simulator.applications.includes(app)) this.simulator.addApplication(app);
    return this.simulator.relate(`${app}:backup`, 'integrator:k8s-backup-target');
  }

  /** Relates an application of another model under the name of its SAAS. */
  relateAcross(app: string, modelUuid?: string): Relation {
    this.simulator.addRemoteApplication({ name: app, modelUuid });
    return this.relate(app);
  }

  /** Publishes these targets and no others, each of the entry's own application unless it names one. */
  publish(relation: Relation, app: string, ...entries: readonly unknown[]): void {
    this.simulator.setDatabag(relation, app, { backup_targets: JSON.stringify(entries) });
  }

  /** The victim with its target, which is forwarded. */
  async victim(): Promise<readonly [Relation, unknown]> {
    const relation = this.relate('victim');
    this.publish(relation, 'victim', entry('victim', GOOD));
    await this.quiet();
    const before = this.forwarded();
    expect(Object.keys(before)).toEqual(['victim']);
    return [relation, before];
  }

  /** What Velero would back up, by application. */
  forwarded(): Readonly<Record<string, unknown>> {
    if (this.place === 'kubernetes') {
      const all = [...this.#charm.api.schedules.values()];
      return Object.fromEntries(all.map(({ metadata, spec }) => [metadata.labels?.['app'], spec]));
    }
    const { app = '', spec = '{}' } = this.simulator.databag(this.#velero, 'integrator');
    return JSON.parse(spec).schedule ? { [app]: spec } : {};
  }

  /** The leader's status, as one text. */
  status(): string {
    const { status, message } = this.simulator.status(this.simulator.leader('integrator') ?? '');
    return `${status}: ${message}`;
  }

  /** The namespaces that hold Schedules. */
  namespaces(): readonly string[] {
    const keys = [...this.#charm.api.schedules.keys()];
    return [...new Set(keys.map((key) => key.split('/', 1)[0] ?? ''))];
  }

  /** Runs every hook that waits or follows. */
  async settle(): Promise<void> {
    const { simulator } = this;
    for (let [next] = simulator.queue; next !== undefined; [next] = simulator.queue) {
      if (simulator.charmDir(next.unit) === null) await simulator.run(next.unit, next, () => {});
      else await this.#run(next);
    }
  }

  /** Runs what waits, and update-status on the leader until nothing is left to do. */
  async quiet(faults?: FaultPlan): Promise<void> {
    await this.settle();
    for (let round = 0; round < 3; round += 1) {
      const unit = this.simulator.leader('integrator');
      if (unit === null) return;
      await this.#run(this.simulator.hook(unit, 'update-status'), faults);
      await this.settle();
    }
  }

  /** Runs those hooks that wait for a unit, before all others. */
  async runFirst(unit: string): Promise<void> {
    for (const hook of this.simulator.queue) if (hook.unit === unit) await this.#run(hook);
  }

  /** Another unit comes, and leads. */
  async replaceLeader(): Promise<void> {
    this.simulator.setLeader('integrator', this.simulator.addUnit('integrator'));
    await this.quiet();
  }

  /** Scales the integrator to zero, lets something happen, and scales it to one. */
  async scaleToZeroAndBack(meanwhile: () => void): Promise<void> {
    for (const unit of this.simulator.units('integrator')) this.simulator.removeUnit(unit);
    await this.settle();
    expect(this.simulator.units('integrator')).toEqual([]);
    meanwhile();
    await this.replaceLeader();
  }

  async #run(request: Parameters<RunHook>[0]['request'], faults?: FaultPlan): Promise<void> {
    const { simulator } = this;
    const { run, api } = this.#charm;
    const { succeeded, stderr } = await run({ simulator, request, environment: api.env, faults });
    expect([succeeded, stderr]).toEqual([true, '']);
  }
}

/** A target that an application publishes. */
export function entry(
  app: string,
  spec: object,
  { model = 'production', endpoint = 'backup' } = {},
): object {
  return { app, relation_name: endpoint, model, spec };
}
