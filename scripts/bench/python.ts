/** The Python library compared with the reference: import, and the hooks of both roles on `ops`. */
import { spawnSync } from 'node:child_process';
import { JujuAgent } from '@k8s-backup-target/juju-testing';
import { makePythonCharms, type PythonCharms } from '@k8s-backup-target/tools/charm-folders';
import { buildJujuAgent } from '@k8s-backup-target/tools/juju-agent';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { race, ratioOf } from './measure.js';
import { type Aim, atMost, type Race, type Section } from './section.js';
import { type MakeSetup, providerSetup, requirerHookSetup, requirerSetup } from './setups.js';

const OURS = 'k8s_backup_target';
const REFERENCE = 'Python reference';
/** Packages import these when they are first used: the import of a package alone would show nothing. */
const ROLES = 'K8sBackupTargetProvider, K8sBackupTargetRequirer';
const IMPORTS: Readonly<Record<string, string>> = {
  ops: 'import ops',
  [OURS]: 'from k8s_backup_target import decode_databag, encode_databag',
  [`${OURS}.charm`]: `from k8s_backup_target.charm import ${ROLES}`,
  [REFERENCE]: `from charmlibs.interfaces.k8s_backup_target import ${ROLES}`,
};
const CAUSE =
  'Python, ops and the hook commands are nearly all of it, and a spec that is returned takes Pydantic, here as there';

export async function benchmarkPython(): Promise<Section> {
  const imports = await raceImports();
  const hooks = await raceHooks();
  const charm = ratioOf(imports.timings, `${OURS}.charm`, REFERENCE);
  const aims: Aim[] = [
    atMost(`${OURS}.charm: import over the reference`, 1, charm),
    ...hooks.map(({ title, timings }) =>
      atMost(`${title}, over the reference`, 1, ratioOf(timings, OURS, REFERENCE), CAUSE),
    ),
  ];
  return {
    id: 'python',
    title: 'Python, compared with the reference',
    method:
      'Each import is done by a Python process of its own. The hooks are those of charms on ops, with our library and with the reference, run as Juju runs them, with hook commands in Go. The providers publish the same from the same config; ours shows a status as well. The requirers are one charm with another import: `get-spec` looks through every relation.',
    races: [imports, ...hooks],
    aims,
  };
}

async function raceImports(): Promise<Race> {
  const contenders = Object.entries(IMPORTS).map(([name, code]) => ({
    name,
    run: () => void spawnSync(PYTHON, ['-c', code]),
  }));
  const timings = await race(contenders, { rounds: 11, seconds: 15 });
  return { title: 'Import in a fresh process', timings, floor: 'ops' };
}

async function raceHooks(): Promise<Race[]> {
  const hookCommand = await buildJujuAgent();
  const [agent, charms] = await Promise.all([JujuAgent.start({ hookCommand }), makePythonCharms()]);
  try {
    const races: Race[] = [];
    for (const scenario of scenarios(charms)) races.push(await raceHook(agent, scenario));
    return races;
  } finally {
    await Promise.all([agent.close(), charms.remove()]);
  }
}

/** One hook of two charms that do the same. */
interface Scenario {
  readonly title: string;
  readonly makeSetup: MakeSetup;
  readonly ours: string;
  readonly reference: string;
}

function scenarios(charms: PythonCharms): Scenario[] {
  const provider = { ours: charms.exampleProvider, reference: charms.provider };
  const requirer = { ours: charms.libraryRequirer, reference: charms.requirer };
  return [1, 20, 200].flatMap((count) => {
    const relations = `${count} relation${count === 1 ? '' : 's'}`;
    return [
      {
        title: `Provider, config-changed, ${relations}, unchanged`,
        makeSetup: providerSetup(count, false),
        ...provider,
      },
      { title: `Requirer, get-spec, ${relations}`, makeSetup: requirerSetup(count), ...requirer },
      {
        title: `Requirer, relation-changed, ${relations}, unchanged`,
        makeSetup: requirerHookSetup(count),
        ...requirer,
      },
    ];
  });
}

async function raceHook(agent: JujuAgent, scenario: Scenario): Promise<Race> {
  const { title, makeSetup, ours, reference } = scenario;
  const setups = await Promise.all([
    makeSetup(agent, { name: OURS, charmDir: ours }),
    makeSetup(agent, { name: REFERENCE, charmDir: reference }),
  ]);
  const notes: Record<string, string> = {};
  for (const { name, prepare, run } of setups) {
    await prepare();
    notes[name] = `${(await run()).length} hook commands`;
  }
  const timings = await race(setups, { rounds: 7, seconds: 5 });
  return { title, timings, floor: REFERENCE, notes };
}
