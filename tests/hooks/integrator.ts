/** The example integrator on the simulator, with applications that ask it for backups. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type HookProcessRecord,
  type JujuAgent,
  JujuSimulator,
  type Relation,
  runAction,
  runHook,
} from '@k8s-backup-target/juju-testing';
import { TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { expect } from 'vitest';

type Environment = Readonly<Record<string, string>>;

const MODEL_UUID = '00000000-0000-4000-8000-000000000001';

/** The integrator, its Juju model, and how to run its hooks. */
export class Integrator {
  readonly simulator: JujuSimulator;
  readonly #agent: JujuAgent;
  readonly #charmDir: string;

  constructor(
    agent: JujuAgent,
    config: Readonly<Record<string, string | number | boolean>> = {},
    charmDir: string = TYPESCRIPT_REQUIRER,
  ) {
    this.#agent = agent;
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

  /** Runs one hook as a real process; every hook that waits is dropped. */
  async run(
    hook = 'config-changed',
    extraEnv: Environment = {},
    unit = 'integrator/0',
  ): Promise<HookProcessRecord> {
    await this.simulator.settle();
    const record = await runHook(this.simulator, unit, hook, { agent: this.#agent, extraEnv });
    expect(record.stderr).toBe('');
    expect(record.succeeded).toBe(true);
    return record;
  }

  /** Runs the waiting hook of that name as a real process. Those before it do nothing. */
  async runWaiting(hook: string, extraEnv: Environment = {}): Promise<HookProcessRecord> {
    const waiting = this.simulator.queue.find(
      (queued) => queued.unit === 'integrator/0' && queued.hook === hook,
    );
    if (waiting === undefined) throw new Error(`no ${hook} waits`);
    const record = await runHook(this.simulator, waiting.unit, hook, {
      agent: this.#agent,
      extraEnv,
    });
    expect(record.succeeded).toBe(true);
    return record;
  }

  /** Runs an action as a real process. */
  async act(
    action: string,
    parameters: Readonly<Record<string, unknown>> = {},
    extraEnv: Environment = {},
  ): Promise<NonNullable<HookProcessRecord['action']>> {
    await this.simulator.settle();
    const options = { agent: this.#agent, extraEnv };
    const record = await runAction(this.simulator, 'integrator/0', action, parameters, options);
    expect(record.stderr).toBe('');
    if (record.action === null) throw new Error(`${action} is not an action`);
    return record.action;
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
export function logOf({ log }: HookProcessRecord): readonly string[] {
  return log.filter(({ level }) => level !== 'DEBUG').map(({ message }) => message);
}
