/** The Juju model of the demo, in which charms run as real hook processes. */
import {
  type HookProcessRecord,
  JujuAgent,
  JujuSimulator,
  runAction,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import { Narrator, print } from './narrator.js';

/** Runs hooks and actions, tells of each, and counts those that failed. */
export class Stage {
  readonly simulator: JujuSimulator = new JujuSimulator({ name: 'production' });
  readonly #narrator = new Narrator(this.simulator);
  readonly #agent: JujuAgent;
  #failures = 0;

  private constructor(agent: JujuAgent) {
    this.#agent = agent;
  }

  static async open(): Promise<Stage> {
    return new Stage(await JujuAgent.start());
  }

  /** The number of hooks and actions that ended with a status other than 0. */
  get failures(): number {
    return this.#failures;
  }

  /** Runs every hook that Juju would run now. */
  async settle(): Promise<void> {
    const records = await settleProcesses(this.simulator, { agent: this.#agent });
    this.#narrator.tell(records);
    this.#count(...records);
  }

  /** Runs an action, as `juju run` does. */
  async act(unit: string, action: string): Promise<HookProcessRecord> {
    print(`  $ juju run ${unit} ${action}`);
    const record = await runAction(this.simulator, unit, action, {}, { agent: this.#agent });
    this.#count(record);
    return record;
  }

  /** Runs an action and prints its results. */
  async show(unit: string, action: string): Promise<void> {
    this.#narrator.tellAction(await this.act(unit, action));
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  #count(...records: readonly HookProcessRecord[]): void {
    this.#failures += records.filter(({ succeeded }) => !succeeded).length;
  }
}
