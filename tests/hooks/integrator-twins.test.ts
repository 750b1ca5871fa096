/** The integrators in both languages say, write and keep the same in the same situations, step by step. */
import { HookCommands } from '@k8s-backup-target/juju';
import { type HookSession, JujuSimulator, type Relation } from '@k8s-backup-target/juju-testing';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { reconcileHook } from '../../examples/integrator-charm/src/reconcile-hook.js';
import { PythonHooks } from './kills/python-hooks.js';
import { MemoryApi } from './memory-api.js';

type Run = (session: HookSession, environment: Readonly<Record<string, string>>) => Promise<void>;

let apis: readonly [MemoryApi, MemoryApi];
let charms: PythonCharms;
let hooks: PythonHooks;

beforeAll(async () => {
  apis = [await MemoryApi.start(), await MemoryApi.start()];
  charms = await makePythonCharms();
  hooks = new PythonHooks(charms.exampleIntegrator, 'IntegratorCharm', ['kubernetes_client']);
});

afterEach(() => {
  for (const api of apis) api.schedules.clear();
});

afterAll(async () => {
  hooks.stop();
  await Promise.all([...apis.map((api) => api.stop()), charms.remove()]);
});

const runTypescript: Run = async ({ context, runner }, environment) => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const juju = new HookCommands(context, runner);
  const endpoint = ['k8s-backup-target', 'backup-targets'];
  await reconcileHook(juju, new K8sBackupTargetRequirer({ juju, endpoint }));
  vi.unstubAllEnvs();
};

/** An integrator of one language, with what asks it for backups. */
class World {
  readonly simulator = new JujuSimulator({
    name: 'production',
    uuid: '00000000-0000-4000-8000-000000000001',
  });
  readonly api: MemoryApi;
  readonly #run: Run;
  readonly #asking: Map<string, Relation> = new Map();
  #velero: Relation | undefined;
  #environment: Readonly<Record<string, string>>;

  constructor(api: MemoryApi, charmDir: string, run: Run) {
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
    const session = this.simulator.open(this.simulator.hook('integrator/0', name));
    try {
      await this.#run(session, this.#environment);
      session.commit();
    } finally {
      session.end();
    }
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
const STEPS: readonly (readonly [string, (world: World) => void, string, string?])[] = [
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

it('say, write and keep the same', { timeout: 600_000 }, async () => {
  const [typescriptApi, pythonApi] = apis;
  const worlds = [
    new World(typescriptApi, TYPESCRIPT_REQUIRER, runTypescript),
    new World(pythonApi, charms.exampleIntegrator, (session, environment) =>
      hooks.run(environment, session),
    ),
  ];
  for (const [step, change, status, hook = 'update-status'] of STEPS) {
    const seen: object[] = [];
    for (const world of worlds) {
      change(world);
      seen.push(await world.hook(hook));
    }
    const [typescript, python] = seen;
    expect({ step, ...python }).toEqual({ step, ...typescript });
    expect(`${step}: ${JSON.stringify(typescript)}`).toContain(JSON.stringify(status).slice(1, -1));
  }
});
