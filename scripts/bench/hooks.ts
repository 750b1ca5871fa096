/** A hook, whole process: the example charms, their Python counterparts, and what no charm can do without. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExecutedCommand, JujuAgent } from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_PROVIDER,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { buildJujuAgent } from '@k8s-backup-target/tools/juju-agent';
import { race, ratioOf, type Timing, timing } from './measure.js';
import { type Aim, atLeast, atMost, type Race, type Section } from './section.js';
import { type MakeSetup, providerSetup, requirerSetup, type Setup } from './setups.js';

const SOCKET = 'TypeScript, socket';
const PROCESSES = 'TypeScript, processes';
const REFERENCE = 'Python reference';
const EMPTY = 'node -e 0';
const COMMANDS = 'hook commands';
const FLOOR = 'floor';
const EFFORT = { rounds: 5, seconds: 8, floor: SOCKET };

export async function benchmarkHooks(): Promise<Section> {
  const hookCommand = await buildJujuAgent();
  const [agent, python] = await Promise.all([JujuAgent.start({ hookCommand }), makePythonCharms()]);
  try {
    const races: Race[] = [];
    const aims: Aim[] = [];
    for (const scenario of scenarios(python)) {
      const measured = await compare(agent, scenario);
      races.push(measured);
      aims.push(...aimsOf(measured, scenario.factor));
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
  contenders: [SOCKET, PROCESSES, REFERENCE],
};
const METHOD =
  "Each contender is a charm's `dispatch`, run as Juju runs it. Hook commands are programs in Go that ask the agent with Go's own `net/rpc`, as Juju's do, for every contender. `TypeScript, socket` has the charm's option `agent-socket` on and `TypeScript, processes` off. `node -e 0` is an empty Node process in the same place. `hook commands` is a shell that runs the very hook commands of the latter one after another. The floor is the sum of the two.";

interface Scenario {
  readonly title: string;
  readonly typescript: string;
  readonly reference: string;
  readonly makeSetup: MakeSetup;
  /** The factor by which the TypeScript charm is meant to be faster than Python over the socket. */
  readonly factor: number | undefined;
}

function scenarios(python: PythonCharms): Scenario[] {
  const writes = [1, 20].flatMap((count) =>
    [true, false].map((changed) => ({
      title: `Provider, config-changed, ${relations(count)}, ${changed ? 'changed' : 'unchanged'}`,
      typescript: TYPESCRIPT_PROVIDER,
      reference: python.provider,
      makeSetup: providerSetup(count, changed),
      factor: count === 1 ? 6 : undefined,
    })),
  );
  const reads = [1, 20, 200].map((count) => ({
    title: `Integrator, get-spec, ${relations(count)}`,
    typescript: TYPESCRIPT_REQUIRER,
    reference: python.requirer,
    makeSetup: requirerSetup(count),
    factor: count === 1 ? 6 : count === 200 ? 10 : undefined,
  }));
  return [...writes, ...reads];
}

function relations(count: number): string {
  return count === 1 ? '1 relation' : `${count} relations`;
}

async function compare(agent: JujuAgent, scenario: Scenario): Promise<Race> {
  const { title, typescript, reference, makeSetup } = scenario;
  const setup = (name: string, charmDir: string, socket?: boolean): Promise<Setup> =>
    makeSetup(agent, { name, charmDir, socket });
  const charms = await Promise.all([
    setup(SOCKET, typescript, true),
    setup(PROCESSES, typescript, false),
    setup(REFERENCE, reference),
  ]);
  const notes = new Map<string, readonly ExecutedCommand[]>();
  for (const { name, prepare, run } of charms) {
    await prepare();
    notes.set(name, await run());
  }
  const commands = notes.get(PROCESSES) ?? [];
  notes.set(COMMANDS, commands);
  const folder = await mkdtemp(join(tmpdir(), 'bench-charms-'));
  try {
    const empty = await shellCharm(folder, 'empty', `exec '${process.execPath}' -e 0`);
    const replay = await shellCharm(folder, 'replay', commands.map(shellLine).join('\n'));
    const setups = [...charms, await setup(EMPTY, empty), await setup(COMMANDS, replay)];
    const timings = await race(setups, EFFORT);
    return {
      title,
      timings: [...timings, floorOf(timings)],
      floor: FLOOR,
      notes: Object.fromEntries(
        [...notes].map(([name, { length }]) => [name, `${length} hook commands`]),
      ),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Computes the least time that these hook commands take one after another in any charm, round by round. */
function floorOf(timings: readonly Timing[]): Timing {
  const samplesOf = (wanted: string) => timings.find(({ name }) => name === wanted)?.samples ?? [];
  const replay = samplesOf(COMMANDS);
  return timing(
    FLOOR,
    samplesOf(EMPTY).map((sample, round) => sample + (replay[round] ?? Number.NaN)),
  );
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
  const overFloor = atMost(
    `${title}: as processes, over an empty Node process plus its hook commands`,
    1.2,
    ratioOf(timings, PROCESSES, floor),
    'reading and compiling the charm, and spawning from a large process, cost some milliseconds each',
  );
  if (factor === undefined) return [overFloor];
  return [
    atLeast(
      `${title}: over the socket, times faster than Python`,
      factor,
      ratioOf(timings, REFERENCE, SOCKET),
      'starting Node and the one spawned config-get are most of what is left',
    ),
    overFloor,
  ];
}
