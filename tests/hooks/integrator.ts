/** The example integrator on the simulator, with applications that ask it for backups. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ActionOutcome,
  type HookOrAction,
  JujuSimulator,
  type Relation,
} from '@k8s-backup-target/juju-testing';
import { TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { expect } from 'vitest';
import type { RanHook, RunHook } from './hook-runner.js';

type Environment = Readonly<Record<string, string>>;

const MODEL_UUID = '00000000-0000-4000-8000-000000000001';

/** The integrator, its Juju model, and how to run its hooks. */
export class Integrator {
  readonly simulator: JujuSimulator;
  readonly #run: RunHook;
  readonly #charmDir: string;

  constructor(
    run: RunHook,
    config: Readonly<Record<string, string | number | boolean>> = {},
    charmDir: string = TYPESCRIPT_REQUIRER,
  ) {
    this.#run = run;
    this.#charmDir = charmDir;
    // ops keeps the state of a unit in the charm's folder: each begins as a new one.
    rmSync(join(charmDir, '.unit-state.db'), { force: true });
    this.simulator = new JujuSimulator({ name: 'production', uuid: MODEL_UUID });
    this.deploy('integrator', config);
  }

  /** Deploys an integrator. */
  deploy(name: string, config: Readonly<Record<string, string | number | boolean>> = {}): void {
    this.simulator.addApplication(name, {
      charmDir: this.#charmDir,
      config: {
        schedule: '0 2 * * *',
        ...config,
      },
    });
  }

  /** Adds an application without a charm that asks for a backup. */
  publish(app: string, spec: object, integrator = 'integrator'): Relation {
    this.simulator.addApplication(app);
    const relation = this.simulator.relate(`${app}:backup`, `${integrator}:k8s-backup-target`);
    this.republish(relation, app, spec);
    return relation;
  }

  /** Changes what an application asks for. */
  republish(relation: Relation, app: string, ...specs: readonly object[]): void {
    const entries = specs.map((spec) => ({
      app,
      relation_name: 'backup',
      model: 'production',
      spec,
    }));
    this.simulator.setDatabag(relation, app, { backup_targets: JSON.stringify(entries) });
  }

  /** Runs one hook; every hook that waits is dropped. */
  async run(
    hook = 'config-changed',
    environment: Environment = {},
    unit = 'integrator/0',
  ): Promise<RanHook> {
    await this.simulator.settle();
    return this.#succeed(this.simulator.hook(unit, hook), environment);
  }

  /** Runs the waiting hook of that name. Those before it do nothing. */
  async runWaiting(hook: string, environment: Environment = {}): Promise<RanHook> {
    const waiting = this.simulator.queue.find(
      (queued) => queued.unit === 'integrator/0' && queued.hook === hook,
    );
    if (waiting === undefined) throw new Error(`no ${hook} waits`);
    return this.#succeed(waiting, environment);
  }

  /** Runs an action. */
  async act(
    action: string,
    parameters: Readonly<Record<string, unknown>> = {},
    environment: Environment = {},
  ): Promise<ActionOutcome> {
    await this.simulator.settle();
    const request = this.simulator.action('integrator/0', action, parameters);
    const record = await this.#succeed(request, environment);
    if (record.action === null) throw new Error(`${action} is not an action`);
    return record.action;
  }

  async #succeed(request: HookOrAction, environment: Environment): Promise<RanHook> {
    const record = await this.#run({ simulator: this.simulator, request, environment });
    expect([record.succeeded, record.stderr]).toEqual([true, '']);
    return record;
  }

  /** The UUID of the Juju model. */
  get modelUuid(): string {
    return MODEL_UUID;
  }

  /** The relation with an application that asks for a backup. */
  relationOf(app: string): Relation {
    const relation = this.simulator.relations.find(({ ids }) => app in ids);
    if (relation === undefined) throw new Error(`${app} is not related`);
    return relation;
  }

  /** The unit's status, as one text. */
  status(unit = 'integrator/0'): string {
    const { status, message } = this.simulator.status(unit);
    return `${status}: ${message}`;
  }
}

/** What a charm logged in a hook, without what ops logs of each. */
export function logOf({ log }: RanHook): readonly string[] {
  return log.filter(({ level }) => level !== 'DEBUG').map(({ message }) => message);
}
