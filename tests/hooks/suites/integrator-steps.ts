/** What happens to an integrator, step by step, and all that can be seen of it after each. */
import { JujuSimulator, type Relation } from '@k8s-backup-target/juju-testing';
import { expect } from 'vitest';
import type { RunHook } from '../hook-runner.js';
import type { MemoryApi } from '../memory-api.js';

/** An integrator of one language, with what asks it for backups. */
export class World {
  readonly simulator = new JujuSimulator({
    name: 'production',
    uuid: '00000000-0000-4000-8000-000000000001',
  });
  readonly api: MemoryApi;
  readonly #run: RunHook;
  readonly #asking: Map<string, Relation> = new Map();
  #velero: Relation | undefined;
  #environment: Readonly<Record<string, string>>;

  constructor(api: MemoryApi, charmDir: string, run: RunHook) {
    this.api = api;
    this.#run = run;
    this.#environment = api.env;
    this.simulator.addApplication('integrator', { charmDir, config: { schedule: '0 2 * * *' } });
    this.simulator.addApplication('velero');
  }

  config(options: Readonly<Record<string, string | number | boolean>>): void {
    this.simulator.setConfig('integrator', options);
  }

  velero(): void {
    this.#velero = this.simulator.relate('integrator:velero-backup', 'velero:velero-backups');
  }

  secondVelero(): void {
    this.simulator.addApplication('velero-b');
    this.simulator.relate('integrator:velero-backup', 'velero-b:velero-backups');
  }

  /** An application asks for backups by these specs, each of an endpoint of its own. */
  ask(app: string, ...specs: readonly object[]): void {
    const known = this.#asking.get(app);
    if (known === undefined) this.simulator.addApplication(app);
    const relation =
      known ?? this.simulator.relate(`${app}:backup`, 'integrator:k8s-backup-target');
    this.#asking.set(app, relation);
    const entries = specs.map((spec, index) => ({
      app,
      relation_name: index === 0 ? 'backup' : `backup-${index}`,
      model: 'production',
      spec,
    }));
    const databag = { backup_targets: JSON.stringify(entries) };
    this.simulator.setDatabag(relation, app, databag);
  }

  leave(app: string): void {
    const relation = this.#asking.get(app);
    if (relation !== undefined) this.simulator.removeRelation(relation);
  }

  noPod(isGone: boolean): void {
    this.#environment = isGone ? {} : this.api.env;
  }

  /** Changes what the cluster has of an application's Schedule. */
  alter(app: string, change: { labels?: Record<string, string>; paused?: boolean }): void {
    for (const [key, { metadata, spec }] of this.api.schedules) {
      if (metadata.labels?.['app'] !== app) continue;
      const { labels = metadata.labels, ...altered } = change;
      this.api.schedules.set(key, {
        metadata: { ...metadata, labels },
        spec: { ...spec, ...altered },
      });
    }
  }

  /** Runs a hook; returns all that can be seen of the integrator after it. */
  async hook(name: string): Promise<object> {
    await this.simulator.settle();
    const { succeeded, stderr } = await this.#run({
      simulator: this.simulator,
      request: this.simulator.hook('integrator/0', name),
      environment: this.#environment,
    });
    expect([succeeded, stderr]).toEqual([true, '']);
    const [peers] = this.simulator.relations;
    const databag = (relation: Relation | undefined) =>
      relation === undefined ? null : this.simulator.databag(relation, 'integrator');
    return {
      status: this.simulator.status('integrator/0'),
      memory: databag(peers),
      forwarded: databag(this.#velero),
      schedules: [...this.api.schedules].sort(([one], [other]) => one.localeCompare(other)),
    };
  }
}

const KUBERNETES = { 'forward-to': 'kubernetes' };
const MANY = Array.from({ length: 1002 }, (_, index) => ({ ttl: `${index + 1}h` }));

/** What happens, in order; each with the status that must come of it. */
export const STEPS: readonly (readonly [string, (world: World) => void, string, string?])[] = [
  ['nothing is related', () => {}, 'Missing relation: velero-backup'],
  ['Velero is related', (world) => world.velero(), 'no application asks for a backup'],
  ['an application asks', (world) => world.ask('shop', { ttl: '30d' }), 'Schedule: 0 2 * * *'],
  ['many ask', (world) => world.ask('many', ...MANY), 'and 1001 ask for it'],
  ['they leave', (world) => world.leave('many'), '1 backup target; Schedule: 0 2 * * *'],
  ['another asks', (world) => world.ask('web', {}), 'or set forward-to=kubernetes (shop on'],
  ['its names are odd', (world) => world.ask('web', { label_selector: {} }), '2 ask for it'],
  ['the first goes', (world) => world.leave('shop'), 'once velero-backup:2 has dropped the target'],
  ['a hook between', () => {}, 'once velero-backup:2 has dropped', 'config-changed'],
  ['update-status', () => {}, '1 backup target; Schedule: 0 2 * * *'],
  ['its ttl slips', (world) => world.ask('web', { ttl: '24H' }), '/ttl must look like'],
  ['Velero would refuse it', (world) => world.ask('web', { ttl: '0h' }), '/spec/ttl "0h"'],
  ['it is mended', (world) => world.ask('web', { ttl: '24h' }), 'Schedule: 0 2 * * *'],
  ['a bad cron', (world) => world.config({ schedule: '0 25 * * *' }), 'config schedule has the'],
  [
    'bad everything',
    (world) =>
      world.config({
        'velero-version': 'x',
        'forward-to': 'mars',
        'velero-namespace': 'a/../b',
        'kubernetes-timeout': 0,
      }),
    '(and 3 more)',
  ],
  [
    'good again, on demand',
    (world) =>
      world.config({
        schedule: '',
        'velero-version': '',
        'forward-to': 'relation',
        'velero-namespace': 'velero',
        'kubernetes-timeout': 5,
      }),
    'Manual backup mode',
  ],
  ['paused', (world) => world.config({ schedule: '@daily', paused: true }), 'Schedule paused'],
  ['not paused', (world) => world.config({ paused: false }), 'Schedule: @daily'],
  ['through Kubernetes', (world) => world.config(KUBERNETES), 'stays forwarded over velero-backup'],
  ['the next hook', () => {}, '1 backup target; Schedule: @daily'],
  ['few ask', (world) => world.ask('few', {}, { ttl: '0h' }), 'few in k8s-backup-target:'],
  ['that goes', (world) => world.ask('few', {}), '2 backup targets; Schedule: @daily'],
  ['no pod', (world) => world.noPod(true), 'the charm does not run in a pod'],
  ['a pod', (world) => world.noPod(false), '2 backup targets; Schedule: @daily'],
  ['paused by hand', (world) => world.alter('web', { paused: true }), 'was paused by hand and'],
  ['no longer', (world) => world.alter('web', { paused: false }), 'Schedule: @daily'],
  [
    'another takes one',
    (world) => world.alter('web', { labels: { app: 'web', 'managed-by': 'other' } }),
    'belongs to other and stays as it is',
  ],
  [
    'it has no owner',
    (world) => world.alter('web', { labels: { app: 'web' } }),
    'was made by someone else and stays',
  ],
  [
    'another namespace',
    (world) => world.config({ 'velero-namespace': 'two' }),
    'stay in namespace velero',
  ],
  ['the hook after', () => {}, '2 backup targets; Schedule: @daily'],
  ['over the relation', (world) => world.config({ 'forward-to': 'relation' }), '2 ask for it'],
  ['one of them leaves', (world) => world.leave('few'), '1 backup target; Schedule: @daily'],
  ['back to Kubernetes', (world) => world.config(KUBERNETES), 'stays forwarded over velero-backup'],
  ['the hook after that', () => {}, '1 backup target; Schedule: @daily'],
  [
    'over the relation again',
    (world) => world.config({ 'forward-to': 'relation' }),
    'stay in namespace two until the next update-status',
    'config-changed',
  ],
  ['a second Velero', (world) => world.secondVelero(), '1 backup target; Schedule: @daily'],
];

/** One line of it all, in which a step's status is looked for. */
export function expectStatus(step: string, seen: object, status: string): void {
  expect(`${step}: ${JSON.stringify(seen)}`).toContain(JSON.stringify(status).slice(1, -1));
}
