/** Runs recorded commands through the simulator: each a process of its own, in one hook. */
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JujuAgent, JujuSimulator, type Relation, runAction, runHook } from '../index.js';
import type { Answer, RecordedHook, RecordedRelation, Recording } from './recorded-answers.js';

const UNIT = 'my-app/0';

/** The simulator's answers, and the variables of the hook. */
export interface Replayed {
  readonly answers: readonly Answer[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs all commands in one hook of one version. */
export async function replay(
  recording: Recording,
  version: string,
  hook: RecordedHook,
  agent: JujuAgent,
): Promise<Replayed> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'juju-answers-'));
  try {
    await writeCharm(folder, recording);
    const simulator = await simulated(recording, version, hook, join(folder, 'charm'));
    const record = await run(simulator, hook, agent);
    if (!record.succeeded) throw new Error(`the script failed: ${record.stderr}`);
    return await readResults(folder, record.stdout, recording.commands.length);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A charm whose dispatch runs one command after the other, and keeps what each has written. */
async function writeCharm(folder: string, { commands, files }: Recording): Promise<void> {
  await Promise.all(['charm', 'in', 'out'].map((name) => mkdir(join(folder, name))));
  const lines = commands.map(({ argv, stdin }, index) => {
    const input = stdin === null ? '/dev/null' : join(folder, 'in', String(index));
    const output = join(folder, 'out', String(index));
    return `${argv.map(quoted).join(' ')} <${input} >${output} 2>${output}.err; echo $?`;
  });
  const inputs = commands.map(({ stdin }, index) =>
    stdin === null ? null : writeFile(join(folder, 'in', String(index)), stdin),
  );
  const script = `#!/bin/bash\nenv -0 >${join(folder, 'out', 'env')}\n${lines.join('\n')}\n`;
  await Promise.all([
    ...inputs,
    writeFile(join(folder, 'charm/dispatch'), script, { mode: 0o755 }),
    writeFile(join(folder, 'charm/commands.json'), '"\x7f"'),
    ...Object.entries(files).map(([name, text]) => writeFile(join(folder, 'charm', name), text)),
  ]);
}

function quoted(argument: string): string {
  return `'${argument.replaceAll("'", "'\\''")}'`;
}

/** The model of the recording, with every unit where the hook finds it. */
async function simulated(
  { base }: Recording,
  jujuVersion: string,
  { leader, broken }: RecordedHook,
  charmDir: string,
): Promise<JujuSimulator> {
  const simulator = new JujuSimulator({ name: base.model, uuid: base.uuid, jujuVersion });
  simulator.addApplication('my-app', {
    units: 2,
    leader: leader ? 0 : 1,
    config: base.config,
    charmDir,
  });
  for (const { remoteApp, members, peer } of base.relations) {
    if (peer !== true) simulator.addApplication(remoteApp, { units: members.length });
  }
  const relations = base.relations.map((relation) => relate(simulator, relation));
  await simulator.settle();
  await keepState(simulator, base.state);
  for (const [index, relation] of relations.entries()) {
    const { data = {}, forgotten, id } = base.relations[index] ?? {};
    for (const [entity, databag] of Object.entries(data)) {
      simulator.setDatabag(relation, entity, databag);
    }
    if (forgotten === true) simulator.forgetRelation(relation);
    if (broken === id) await leaveAlmost(simulator, relation);
  }
  return simulator;
}

function relate(simulator: JujuSimulator, relation: RecordedRelation): Relation {
  const own = `my-app:${relation.endpoint}`;
  if (relation.peer === true) return simulator.relate(own);
  return simulator.relate(own, `${relation.remoteApp}:${relation.remoteEndpoint}`);
}

async function keepState(
  simulator: JujuSimulator,
  state: Readonly<Record<string, string>>,
): Promise<void> {
  const session = simulator.open(simulator.hook(UNIT, 'update-status'));
  const pairs = Object.entries(state).map(([key, value]) => `${key}=${value}`);
  await session.execute('state-set', pairs, async () => '');
  session.commit();
}

/** Removes the relation, and runs what comes before the unit's relation-broken. */
async function leaveAlmost(simulator: JujuSimulator, relation: Relation): Promise<void> {
  simulator.removeRelation(relation);
  for (const hook of simulator.queue) {
    const isDeparture = hook.unit === UNIT && hook.hook.endsWith('-relation-departed');
    if (isDeparture) await simulator.run(UNIT, hook, () => undefined);
  }
}

function run(
  simulator: JujuSimulator,
  recorded: RecordedHook,
  agent: JujuAgent,
): ReturnType<typeof runHook> {
  const { hook, action } = recorded;
  if (action !== undefined)
    return runAction(simulator, UNIT, action.name, action.params, { agent });
  if (hook?.relationId === undefined) return runHook(simulator, UNIT, hook?.kind ?? '', { agent });
  const { relationId, remoteUnit = '', kind } = hook;
  const endpoint = simulator.relations.find(({ number }) => number === relationId)?.ids['my-app'];
  return runHook(simulator, UNIT, `${endpoint?.split(':')[0]}-${kind}`, {
    agent,
    relation: relationId,
    ...(remoteUnit === '' ? {} : { remoteUnit }),
  });
}

async function readResults(folder: string, stdout: string, count: number): Promise<Replayed> {
  const statuses = stdout.trimEnd().split('\n').map(Number);
  const read = (name: string) => readFile(join(folder, 'out', name), 'utf8');
  const answers = Array.from({ length: count }, async (_, index): Promise<Answer> => {
    const [out, err] = await Promise.all([read(String(index)), read(`${index}.err`)]);
    return [statuses[index] ?? Number.NaN, out, err];
  });
  const variables = (await read('env')).split('\0').map((entry): [string, string] => {
    const split = entry.indexOf('=');
    return [entry.slice(0, split), entry.slice(split + 1)];
  });
  return { answers: await Promise.all(answers), environment: Object.fromEntries(variables) };
}
