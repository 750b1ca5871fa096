/** The Python library beside the reference: import, and the hook of a provider on `ops`. */
import { spawnSync } from 'node:child_process';
import { JujuAgent } from '@k8s-backup-target/juju-testing';
import { makePythonCharms } from '@k8s-backup-target/tools/charm-folders';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { providerBed } from './beds.js';
import { race, ratioOf } from './measure.js';
import { type Aim, atMost, type Race, type Section } from './section.js';

const OURS = 'k8s_backup_target';
const REFERENCE = 'Python reference';
const IMPORTS: Readonly<Record<string, string>> = {
  ops: 'import ops',
  [OURS]: 'import k8s_backup_target',
  [`${OURS}.charm`]: 'import k8s_backup_target.charm',
  [REFERENCE]: 'from charmlibs.interfaces import k8s_backup_target',
};
const CAUSE = 'it has a lint and two views of the contract more to import';

export async function benchmarkPython(): Promise<Section> {
  const imports = await raceImports();
  const hooks = await raceHooks();
  const charm = ratioOf(imports.timings, `${OURS}.charm`, REFERENCE);
  const aims: Aim[] = [
    atMost(`${OURS}.charm: import over the reference`, 1, charm, CAUSE),
    ...hooks.map(({ title, timings }) =>
      atMost(`${title}, over the reference`, 1, ratioOf(timings, OURS, REFERENCE), CAUSE),
    ),
  ];
  return {
    id: 'python',
    title: 'Python, beside the reference',
    method:
      'Each module is imported by a Python process of its own. The hooks are those of a provider charm on ops, with our library and with the reference, run as Juju runs them.',
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
  const [agent, charms] = await Promise.all([JujuAgent.start(), makePythonCharms()]);
  try {
    const races: Race[] = [];
    for (const count of [1, 20, 200]) {
      const makeBed = providerBed(count, false);
      const beds = await Promise.all([
        makeBed(agent, { name: OURS, charmDir: charms.exampleProvider }),
        makeBed(agent, { name: REFERENCE, charmDir: charms.provider }),
      ]);
      const notes: Record<string, string> = {};
      for (const { name, prepare, run } of beds) {
        await prepare();
        notes[name] = `${(await run()).length} hook commands`;
      }
      const title = `Provider, config-changed, ${count} relation${count === 1 ? '' : 's'}, unchanged`;
      const timings = await race(beds, { rounds: 3, seconds: 5 });
      races.push({ title, timings, floor: REFERENCE, notes });
    }
    return races;
  } finally {
    await Promise.all([agent.close(), charms.remove()]);
  }
}
