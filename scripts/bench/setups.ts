/** Charms under test, each in a simulator of its own. */
import {
  type ExecutedCommand,
  type JujuAgent,
  JujuSimulator,
  runAction,
  runHook,
} from '@k8s-backup-target/juju-testing';

const READ_PARAMETERS = { app: 'nobody', endpoint: 'backup', model: 'production' };

/** A charm, and one hook or action of it that can be run again and again. */
export interface Setup {
  readonly name: string;
  readonly run: () => Promise<readonly ExecutedCommand[]>;
  /** Prepares what the next run finds; not timed. */
  readonly prepare: () => void | Promise<void>;
}

/** A charm to be set up. */
export interface Subject {
  readonly name: string;
  readonly charmDir: string;
  /** The charm's option `agent-socket`; undefined for a charm that has none. */
  readonly socket?: boolean | undefined;
}

/** Sets a charm up. */
export type MakeSetup = (agent: JujuAgent, subject: Subject) => Promise<Setup>;

function optionsOf({ socket }: Subject): { 'agent-socket'?: boolean } {
  return socket === undefined ? {} : { 'agent-socket': socket };
}

/** A provider with so many relations in `config-changed`, after its config was changed or not. */
export function providerSetup(count: number, changed: boolean): MakeSetup {
  return async (agent, subject) => {
    const { name, charmDir } = subject;
    const simulator = new JujuSimulator({ name: 'production' });
    const config = { namespaces: 'my-namespace', resources: '', labels: 'app=my-app', ttl: '72h' };
    simulator.addApplication('my-app', {
      charmDir,
      config: { ...config, ...optionsOf(subject) },
    });
    for (let number = 0; number < count; number++) {
      const integrator = `integrator${letters(number)}`;
      simulator.addApplication(integrator);
      simulator.relate('my-app:backup', `${integrator}:targets`);
    }
    await simulator.settle();
    const run = async (): Promise<readonly ExecutedCommand[]> => {
      const record = await runHook(simulator, 'my-app/0', 'config-changed', { agent });
      if (!record.succeeded) throw new Error(`${name}: ${record.stderr}`);
      return record.commands;
    };
    await run();
    let turn = 0;
    const prepare = async (): Promise<void> => {
      if (changed) simulator.setConfig('my-app', { ttl: `${(turn++ % 24) + 1}h` });
      await simulator.settle({ 'my-app': () => undefined });
    };
    return { name, run, prepare };
  };
}

/** An integrator with so many relations, of an application each, in the action `get-spec`. */
export function requirerSetup(count: number): MakeSetup {
  return async (agent, subject) => {
    const { name } = subject;
    const simulator = await integratorOf(count, subject);
    const run = async (): Promise<readonly ExecutedCommand[]> => {
      const record = await runAction(simulator, 'integrator/0', 'get-spec', READ_PARAMETERS, {
        agent,
      });
      if (!record.succeeded) throw new Error(`${name}: ${record.stderr}`);
      return record.commands;
    };
    return { name, run, prepare: () => undefined };
  };
}

/** The same integrator in `relation-changed`, after a unit has joined: the databags are as they were. */
export function requirerHookSetup(count: number): MakeSetup {
  return async (agent, subject) => {
    const simulator = await integratorOf(count, subject);
    const run = async (): Promise<readonly ExecutedCommand[]> => {
      const hook = 'k8s-backup-target-relation-changed';
      const record = await runHook(simulator, 'integrator/0', hook, { agent, relation: 1 });
      if (!record.succeeded) throw new Error(`${subject.name}: ${record.stderr}`);
      return record.commands;
    };
    await run();
    return { name: subject.name, run, prepare: () => undefined };
  };
}

async function integratorOf(count: number, subject: Subject): Promise<JujuSimulator> {
  const simulator = new JujuSimulator({ name: 'production' });
  const { charmDir } = subject;
  simulator.addApplication('integrator', { charmDir, config: optionsOf(subject) });
  for (let number = 0; number < count; number++) addClient(simulator, number);
  await simulator.settle(undefined, 100_000);
  return simulator;
}

/** Relates one more application, which asks for a backup, to the integrator. */
export function addClient(simulator: JujuSimulator, number: number): void {
  const app = `app${letters(number)}`;
  simulator.addApplication(app);
  const relation = simulator.relate(`${app}:backup`, 'integrator:k8s-backup-target');
  const entry = {
    app,
    relation_name: 'backup',
    model: 'production',
    spec: { include_namespaces: [app], ttl: '72h' },
  };
  simulator.setDatabag(relation, app, { backup_targets: JSON.stringify([entry]) });
}

/** Application names end in no digit after a hyphen; letters are always fine. */
function letters(number: number): string {
  return [...number.toString(26)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .join('');
}
