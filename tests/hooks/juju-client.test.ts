import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { JujuSimulator, writeJujuClient } from '@k8s-backup-target/juju-testing';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

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

  describe.each([
    ['3.6.28', '[1]', ['far/0'], true],
    ['4.0.5', '[2]', undefined, undefined],
    ['4.0.15', '[2]', ['far/0'], undefined],
  ])('on Juju %s', (jujuVersion, published, related, crossModel) => {
    it("shows a unit's relation as that version does", async () => {
      const simulator = new JujuSimulator({ jujuVersion });
      simulator.addApplication('integrator');
      simulator.addRemoteApplication({ name: 'far' });
      const relation = simulator.relate('integrator:k8s-backup-target', 'far:backup');
      simulator.setDatabag(relation, 'far', { backup_targets: '[1]' });
      simulator.setDatabag(relation, 'integrator', { backup_targets: '[2]' });
      const command = await writeJujuClient(simulator, folder);
      const show = (...args: string[]) =>
        JSON.parse(execFileSync(command, args, { encoding: 'utf8' }));
      const [shown] = show('show-unit', 'integrator/0')['integrator/0']['relation-info'];
      expect(shown['application-data']).toEqual({ backup_targets: published });
      expect(shown['related-units'] && Object.keys(shown['related-units'])).toEqual(related);
      expect(shown['cross-model']).toBe(crossModel);
      expect(shown['local-unit']).toEqual({ 'in-scope': true, data: {} });
      expect(show('show-model')['test-model']['agent-version']).toBe(jujuVersion);
    });
  });
});
