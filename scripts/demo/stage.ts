/** The Juju model of the demo, in which charms run as real hook processes. */
import {
  type HookProcessRecord,
  JujuAgent,
  JujuSimulator,
  runAction,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import { print, showRecord } from './narrator.js';

/** Runs hooks and actions, prints each, and counts those that failed. */
export class Stage {
  readonly simulator: JujuSimulator = new JujuSimulator({ name: 'production' });
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
    const options = { agent: this.#agent };
    for (const record of await settleProcesses(this.simulator, options)) this.#show(record);
  }

  /** Runs an action, as `juju run` does. */
  async act(
    unit: string,
    action: string,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const pairs = Object.entries(parameters).map((pair) => pair.join('='));
    print(`  $ ${['juju run', unit, action, ...pairs].join(' ')}`);
    const options = { agent: this.#agent };
    this.#show(await runAction(this.simulator, unit, action, parameters, options));
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  #show(record: HookProcessRecord): void {
    showRecord(this.simulator, record);
    if (!record.succeeded) this.#failures += 1;
  }
}
