import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JujuSimulator, writeJujuClient } from '../index.js';

/** Canonical's own reader of what Juju's client prints. */
const JUBILANT = `
import dataclasses, json, sys, jubilant
juju = jubilant.Juju(cli_binary=sys.argv[1])
unit = juju.show_unit(sys.argv[2])
print(json.dumps({
    "unit": dataclasses.asdict(unit),
    "config": juju.config(sys.argv[2].split("/")[0]),
    "model": juju.show_model().model_uuid,
}))
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'juju-client-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('writeJujuClient', () => {
  it('writes a juju whose outputs jubilant reads', async () => {
    const simulator = new JujuSimulator({ name: 'production' });
    simulator.addApplication('integrator', { config: { schedule: '0 2 * * *', paused: false } });
    simulator.addApplication('my-app', { units: 2 });
    simulator.addApplication('unitless', { units: 0, leader: null });
    const relation = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
    simulator.relate('unitless:backup', 'integrator:k8s-backup-target');
    simulator.setDatabag(relation, 'my-app', { backup_targets: '[]' });
    const command = await writeJujuClient(simulator, folder);
    const python = resolve(PYTHON);
    const printed = execFileSync(python, ['-c', JUBILANT, command, 'integrator/0'], {
      encoding: 'utf8',
    });
    const { unit, config, model } = JSON.parse(printed);
    expect(unit).toMatchObject({ leader: true, life: 'alive' });
    expect(unit.relation_info).toMatchObject([
      {
        relation_id: 1,
        endpoint: 'k8s-backup-target',
        related_endpoint: 'backup',
        app_data: { backup_targets: '[]' },
        related_units: { 'my-app/0': { in_scope: true }, 'my-app/1': { in_scope: true } },
      },
      { relation_id: 2, app_data: {}, related_units: {} },
    ]);
    expect(config).toEqual({ schedule: '0 2 * * *', paused: false });
    expect(model).toBe(simulator.uuid);
  });
});
