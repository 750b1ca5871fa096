/** What authors of charms have reported of Juju, with the right outcome. */

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  JujuAgent,
  JujuSimulator,
  type Relation,
  runHook,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_PROVIDER,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let agent: JujuAgent;
let python: PythonCharms;
let folder: string;

beforeAll(async () => {
  agent = await JujuAgent.start();
  python = await makePythonCharms();
  folder = await mkdtemp(join(await realpath(tmpdir()), 'reported-cases-'));
});

afterAll(() => Promise.all([agent.close(), python.remove(), rm(folder, { recursive: true })]));

/** operator#2709, #2748, #745, juju#23246: a relation that Juju has forgotten, and still lists. */
describe.each([
  ['TypeScript', '3.6.28', () => [TYPESCRIPT_PROVIDER, TYPESCRIPT_REQUIRER] as const],
  ['Python', '4.0.15', () => [python.exampleProvider, python.exampleIntegrator] as const],
])(
  'the example charms in %s on Juju %s, with forgotten relations',
  (_language, jujuVersion, charms) => {
    it('fail no hook, and say that nothing is forwarded', async () => {
      const [provider, integrator] = charms();
      const simulator = new JujuSimulator({ name: 'production', jujuVersion });
      const config = { namespaces: 'a', ttl: '30d' };
      simulator.addApplication('my-app', { units: 2, charmDir: provider, config });
      simulator.addApplication('integrator', {
        charmDir: integrator,
        config: { schedule: '@daily' },
      });
      const velero = simulator.addRemoteApplication();
      const target = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
      const forwarded = simulator.relate('integrator:velero-backup', `${velero}:velero-backups`);
      await settleProcesses(simulator, { agent });
      simulator.forgetRelation(target);
      simulator.forgetRelation(forwarded);
      for (const [unit, hook] of [
        ['my-app/0', 'config-changed'],
        ['my-app/1', 'config-changed'],
        ['my-app/0', 'upgrade-charm'],
        ['integrator/0', 'config-changed'],
        ['integrator/0', 'update-status'],
        ['integrator/0', 'upgrade-charm'],
      ] as const) {
        const record = await runHook(simulator, unit, hook, { agent });
        expect(record, `${unit} ${hook}`).toMatchObject({ succeeded: true, stderr: '' });
      }
      expect(simulator.status('integrator/0').status).not.toBe('active');
    });
  },
);

/** A charm that keeps what it is told by `targets_changed`, as a leader, in a file in place of a cluster. */
const KEEPER = `
import json, os, pathlib
import ops
from k8s_backup_target.charm import K8sBackupTargetRequirer

class Charm(ops.CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        self.backups = K8sBackupTargetRequirer(self, "k8s-backup-target")
        framework.observe(self.backups.on.targets_changed, self._on_targets_changed)

    def _on_targets_changed(self, _):
        if self.unit.is_leader():
            names = sorted(target.target.app for target in self.backups.targets)
            pathlib.Path(os.environ["SCHEDULES"]).write_text(json.dumps(names))

ops.main(Charm)
`;

/** mongodb-operator#263, kratos-operator#166, prometheus-k8s#394, opensearch-operator#656. */
describe('a charm that acts on targets_changed as the leader', () => {
  const DATABAG = JSON.stringify([
    { app: 'db', relation_name: 'backup', model: 'prod', spec: { ttl: '72h' } },
  ]);
  let simulator: JujuSimulator;
  let relation: Relation;
  let schedules: string;

  beforeEach(async () => {
    const charmDir = await mkdtemp(join(folder, 'keeper-'));
    schedules = join(charmDir, 'schedules.json');
    const requires = { 'k8s-backup-target': { interface: 'k8s_backup_target' } };
    await writeFile(
      join(charmDir, 'charmcraft.yaml'),
      JSON.stringify({ name: 'keeper', requires }),
    );
    mkdirSync(join(charmDir, 'src'));
    await writeFile(join(charmDir, 'src/charm.py'), KEEPER);
    const dispatch = join(charmDir, 'dispatch');
    await writeFile(dispatch, `#!/bin/sh\nexec '${resolve(PYTHON)}' ./src/charm.py\n`);
    await chmod(dispatch, 0o755);
    simulator = new JujuSimulator({ name: 'prod' });
    simulator.addApplication('backup', { units: 2, charmDir });
    simulator.addApplication('db');
    relation = simulator.relate('backup:k8s-backup-target', 'db:backup');
    await simulator.settle();
    simulator.setDatabag(relation, 'db', { backup_targets: DATABAG });
  });

  const settle = () => settleProcesses(simulator, { agent, extraEnv: { SCHEDULES: schedules } });

  function kept(): unknown {
    return existsSync(schedules) ? JSON.parse(readFileSync(schedules, 'utf8')) : null;
  }

  it('keeps all when the leader is removed', async () => {
    await settle();
    expect(kept()).toEqual(['db']);
    simulator.removeUnit('backup/0');
    await settle();
    expect([kept(), simulator.leader('backup')]).toEqual([['db'], 'backup/1']);
  });

  it('acts though the leader changed before it had acted', async () => {
    await runHook(simulator, 'backup/1', 'k8s-backup-target-relation-changed', { agent });
    expect(kept()).toBeNull();
    simulator.setLeader('backup', 'backup/1');
    await settle();
    expect(kept()).toEqual(['db']);
  });
});
