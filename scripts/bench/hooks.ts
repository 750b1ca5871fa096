/** A hook, whole process: the example charms, their Python counterparts, and what no charm can do without. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ExecutedCommand,
  JujuAgent,
  JujuSimulator,
  runAction,
  runHook,
} from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_PROVIDER,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { type Contender, race, timeOf } from './measure.js';
import { type Aim, atLeast, atMost, type Race, type Section } from './section.js';

const ROUNDS = 9;
const READ_PARAMETERS = { app: 'nobody', endpoint: 'backup', model: 'production' };

/** A charm under test in a simulator of its own. */
interface Bed {
  readonly name: string;
  readonly run: () => Promise<readonly ExecutedCommand[]>;
  /** What the next run is to find; not timed. */
  readonly prepare: () => void | Promise<void>;
}

type MakeBed = (name: string, charmDir: string) => Promise<Bed>;

export async function benchmarkHooks(): Promise<Section> {
  const [agent, python] = await Promise.all([JujuAgent.start(), makePythonCharms()]);
  try {
    const races: Race[] = [];
    const aims: Aim[] = [];
    for (const { title, typescript, reference, makeBed, factor } of scenarios(agent, python)) {
      const measured = await compare(
        title,
        await makeBed('TypeScript', typescript),
        await makeBed('Python reference', reference),
        makeBed,
      );
      races.push(measured);
      aims.push(...aimsOf(measured, factor));
    }
    return { id: 'hooks', title: 'A hook, whole process', method: METHOD, races, aims, plot: PLOT };
  } finally {
    await Promise.all([agent.close(), python.remove()]);
  }
}

const PLOT = {
  title: 'A hook, whole process',
  floor: 'an empty Node process and the same hook commands',
  races: '',
  contenders: ['TypeScript', 'Python reference'],
};
const METHOD =
  "Each contender is a charm's `dispatch`, run as Juju runs it on the executable hook commands. `node -e 0` is an empty Node process in the same place. `hook commands` is a shell that runs the very hook commands of the TypeScript charm one after another. The floor is the sum of the two.";

interface Scenario {
  readonly title: string;
  readonly typescript: string;
  readonly reference: string;
  readonly makeBed: MakeBed;
  /** How much faster than Python the TypeScript charm is meant to be. */
  readonly factor: number | undefined;
}

function scenarios(agent: JujuAgent, python: PythonCharms): Scenario[] {
  const writes = [1, 20].flatMap((count) =>
    [true, false].map((changed) => ({
      title: `Provider, config-changed, ${count} ${count === 1 ? 'relation' : 'relations'}, ${changed ? 'changed' : 'unchanged'}`,
      typescript: TYPESCRIPT_PROVIDER,
      reference: python.provider,
      makeBed: (name: string, charmDir: string) =>
        providerBed(agent, name, charmDir, count, changed),
      factor: count === 1 ? 4 : undefined,
    })),
  );
  const reads = [1, 20, 200].map((count) => ({
    title: `Integrator, get-spec, ${count} ${count === 1 ? 'relation' : 'relations'}`,
    typescript: TYPESCRIPT_REQUIRER,
    reference: python.requirer,
    makeBed: (name: string, charmDir: string) => requirerBed(agent, name, charmDir, count),
    factor: count === 1 ? 4 : count === 200 ? 8 : undefined,
  }));
  return [...writes, ...reads];
}

async function providerBed(
  agent: JujuAgent,
  name: string,
  charmDir: string,
  count: number,
  changed: boolean,
): Promise<Bed> {
  const simulator = new JujuSimulator({ name: 'production' });
  const config = { namespaces: 'my-namespace', resources: '', labels: 'app=my-app', ttl: '72h' };
  simulator.addApplication('my-app', { charmDir, config });
  simulator.addApplication('integrator');
  for (let number = 0; number < count; number++)
    simulator.relate('my-app:backup', 'integrator:targets');
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
}

async function requirerBed(
  agent: JujuAgent,
  name: string,
  charmDir: string,
  count: number,
): Promise<Bed> {
  const simulator = new JujuSimulator({ name: 'production' });
  simulator.addApplication('integrator', { charmDir });
  for (let number = 0; number < count; number++) {
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
  await simulator.settle(undefined, 100_000);
  const run = async (): Promise<readonly ExecutedCommand[]> => {
    const record = await runAction(simulator, 'integrator/0', 'get-spec', READ_PARAMETERS, {
      agent,
    });
    if (!record.succeeded) throw new Error(`${name}: ${record.stderr}`);
    return record.commands;
  };
  return { name, run, prepare: () => undefined };
}

/** Application names end in no digit after a hyphen; letters are always fine. */
function letters(number: number): string {
  return [...number.toString(26)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .join('');
}

async function compare(
  title: string,
  typescript: Bed,
  reference: Bed,
  makeBed: MakeBed,
): Promise<Race> {
  await typescript.prepare();
  const ours = await typescript.run();
  await reference.prepare();
  const theirs = await reference.run();
  const folder = await mkdtemp(join(tmpdir(), 'bench-charms-'));
  try {
    const empty = await makeBed(
      'node -e 0',
      await shellCharm(folder, 'empty', `exec '${process.execPath}' -e 0`),
    );
    const replay = await makeBed(
      'hook commands',
      await shellCharm(folder, 'replay', ours.map(shellLine).join('\n')),
    );
    const timings = await race([typescript, reference, empty, replay].map(toContender), ROUNDS);
    const floor = timeOf(timings, 'node -e 0') + timeOf(timings, 'hook commands');
    return {
      title,
      timings: [...timings, { name: 'floor', milliseconds: floor }],
      floor: 'floor',
      notes: {
        TypeScript: commandsNote(ours),
        'Python reference': commandsNote(theirs),
        'hook commands': commandsNote(ours),
      },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function toContender({ name, run, prepare }: Bed): Contender {
  return { name, run, prepare };
}

function commandsNote(commands: readonly ExecutedCommand[]): string {
  return `${commands.length} hook commands`;
}

async function shellCharm(folder: string, name: string, body: string): Promise<string> {
  const charmDir = await mkdtemp(join(folder, `${name}-`));
  await writeFile(join(charmDir, 'dispatch'), `#!/bin/bash\n${body}\nexit 0\n`);
  await chmod(join(charmDir, 'dispatch'), 0o755);
  return charmDir;
}

/** A hook command as a line of shell. What it prints is dropped; a databag goes in by standard input. */
function shellLine({ command, args }: ExecutedCommand): string {
  const words = [command, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const input = args.includes('--file') ? `<<< '{"backup_targets": "[]"}'` : '</dev/null';
  return `${words} ${input} >/dev/null`;
}

function aimsOf({ title, timings, floor }: Race, factor: number | undefined): Aim[] {
  const ours = timeOf(timings, 'TypeScript');
  const overFloor = atMost(
    `${title}: over an empty Node process plus its hook commands`,
    1.3,
    ours / timeOf(timings, floor),
  );
  if (factor === undefined) return [overFloor];
  const cause = 'both sides wait for the same hook commands: see what dominates, below';
  return [
    overFloor,
    atLeast(
      `${title}: times faster than Python`,
      factor,
      timeOf(timings, 'Python reference') / ours,
      cause,
    ),
  ];
}
