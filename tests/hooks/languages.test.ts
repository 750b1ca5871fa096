/** The example charms in both languages, related to each other, and one exchanged for the other. */
import {
  JujuAgent,
  JujuSimulator,
  type Relation,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_PROVIDER,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const CONFIG = { namespaces: 'a,b', labels: 'team=data,app=web', ttl: '30d' };

let agent: JujuAgent;
let python: PythonCharms;
let simulator: JujuSimulator;
let target: Relation;
let forwarded: Relation;

beforeAll(async () => {
  [agent, python] = await Promise.all([JujuAgent.start(), makePythonCharms()]);
});

afterAll(async () => {
  await Promise.all([agent.close(), python.remove()]);
});

beforeEach(() => {
  simulator = new JujuSimulator({ name: 'production' });
});

/** Runs what Juju would run now, and returns the hooks that ran. */
async function settle(): Promise<string[]> {
  const records = await settleProcesses(simulator, { agent });
  for (const { unit, hook, succeeded, log } of records)
    expect(succeeded, `${unit} ${hook}: ${JSON.stringify(log)}`).toBe(true);
  return records.map(({ unit, hook }) => `${unit} ${hook}`);
}

async function deploy(provider: string, integrator: string): Promise<void> {
  simulator.addApplication('my-app', { charmDir: provider, config: CONFIG });
  simulator.addApplication('integrator', { charmDir: integrator, config: { schedule: '@daily' } });
  simulator.addApplication('velero', { charmDir: python.veleroReader });
  target = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
  forwarded = simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
  await settle();
}

function databags(): readonly unknown[] {
  return [simulator.databag(target, 'my-app'), simulator.databag(forwarded, 'integrator')];
}

describe('the example charms', () => {
  it('write the same bytes in either language, and either reads the other', async () => {
    const written: (readonly unknown[])[] = [];
    for (const [provider, integrator] of [
      [TYPESCRIPT_PROVIDER, python.exampleIntegrator],
      [python.exampleProvider, TYPESCRIPT_REQUIRER],
    ] as const) {
      simulator = new JujuSimulator({ name: 'production' });
      await deploy(provider, integrator);
      expect(simulator.status('integrator/0').message).toBe('1 backup target; Schedule: @daily');
      written.push(databags());
    }
    expect(written[0]).toEqual(written[1]);
    expect(JSON.stringify(written[0])).toContain('720h');
  });

  it('exchange their languages without a relation-changed', async () => {
    await deploy(TYPESCRIPT_PROVIDER, TYPESCRIPT_REQUIRER);
    const before = databags();
    expect(JSON.stringify(before)).toContain('720h');
    for (const [provider, integrator] of [
      [python.exampleProvider, python.exampleIntegrator],
      [TYPESCRIPT_PROVIDER, TYPESCRIPT_REQUIRER],
    ] as const) {
      simulator.upgradeCharm('my-app', provider);
      simulator.upgradeCharm('integrator', integrator);
      expect((await settle()).filter((hook) => hook.includes('relation'))).toEqual([]);
      expect(databags()).toEqual(before);
    }
  });

  it('say the same of broken config, and keep what was published', async () => {
    const broken = [
      ['ttl', '1.5h', '/ttl must look like 72h, 30d, 1h30m, 10m10s, 1d12h, not "1.5h"'],
      ['labels', 'no-value', '/label_selector must be key=value pairs'],
      ['namespaces', 'a,*', '/include_namespaces/1 '],
    ] as const;
    const said: unknown[][] = [];
    for (const provider of [TYPESCRIPT_PROVIDER, python.exampleProvider]) {
      simulator = new JujuSimulator({ name: 'production' });
      await deploy(provider, python.exampleIntegrator);
      const before = databags();
      const statuses: unknown[] = [];
      for (const [option, value] of broken) {
        simulator.setConfig('my-app', { ...CONFIG, [option]: value });
        await settle();
        statuses.push(simulator.status('my-app/0'));
        expect(databags()).toEqual(before);
      }
      said.push(statuses);
    }
    expect(said[1]).toEqual(said[0]);
    expect(said[0]).toEqual(
      broken.map(([, , message]) => ({
        status: 'blocked',
        message: expect.stringContaining(`invalid backup target: ${message}`),
      })),
    );
  });
});
