import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES, kbt } from '../testing/kbt.js';

const FILES = ['juju-show-unit-integrator-0.json', 'juju-show-unit-velero-operator-0.json'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kbt-volumes-'));
  const velero = JSON.parse(readFileSync(join(EXAMPLES, 'velero.json'), 'utf8'));
  // One of its Schedules has a ttl that keeps Velero from its next start, which puts all at risk.
  const items = velero.items.filter(
    ({ metadata }: { metadata: { name: string } }) => metadata.name !== 'legacy',
  );
  const file = join(folder, 'velero.json');
  writeFileSync(file, JSON.stringify({ ...velero, items }));
  FILES.push(file);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface ExampleObject {
  readonly resource: string;
  readonly name: string;
  spec?: object;
}

/** The example's inventory with a server that takes no snapshots; `change` its objects. */
function inventory(
  change: (objects: readonly ExampleObject[]) => readonly ExampleObject[],
): string {
  const { groups, objects } = JSON.parse(readFileSync(join(EXAMPLES, 'inventory.json'), 'utf8'));
  const server = { features: [], defaultVolumesToFsBackup: false, defaultSnapshotMoveData: false };
  const velero = { namespace: 'velero', configMaps: [], server };
  const file = join(folder, 'inventory.json');
  writeFileSync(file, JSON.stringify({ groups, objects: change(objects), velero }));
  return file;
}

async function wordpress(command: string, ...more: readonly string[]) {
  const { stdout, exitCode } = await kbt([command, 'wordpress', ...FILES, ...more, '-o', 'json']);
  return { exitCode, data: JSON.parse(stdout) };
}

const ON_NFS = { nfs: { server: 'files', path: '/data' } };

describe('the data of volumes', () => {
  it('is not asked without an inventory, which is said', async () => {
    const { data, exitCode } = await wordpress('status');
    expect(data).toMatchObject({ volumes: 'not-asked', applications: [{ state: 'protected' }] });
    expect(exitCode).toBe(0);
    const { stdout } = await kbt(['status', 'wordpress', ...FILES]);
    expect(stdout).toMatch(/\nNot asked: whether the data of volumes is saved; see --volumes\n$/);
  });

  it('puts an application at risk that is saved without it', async () => {
    const file = inventory((objects) =>
      objects.map((one) => (one.name === 'pv-1' ? { ...one, spec: ON_NFS } : one)),
    );
    const { data, exitCode } = await wordpress('status', file);
    expect(data).toMatchObject({
      volumes: 'judged',
      applications: [{ state: 'at-risk', step: 'last-backup' }],
    });
    expect(data.applications[0].detail).toContain('1 of 1 volumes without data: wordpress/data,');
    expect(exitCode).toBe(1);
    const why = await wordpress('why', file);
    expect([why.data.chains[0].failedAt, why.exitCode]).toEqual(['last-backup', 1]);
    const { stdout } = await kbt(['doctor', ...FILES, file]);
    expect(stdout).toContain('wordpress is at-risk: last-backup');
  });

  it('is not known where the inventory does not tell', async () => {
    const { data, exitCode } = await wordpress('status', 'inventory.json');
    expect(data.applications[0]).toMatchObject({ state: 'unknown', step: 'last-backup' });
    expect(exitCode).toBe(2);
  });

  it('is no question of an application without volumes', async () => {
    const file = inventory((objects) =>
      objects.filter(({ resource }) => !/^(?:persistentvolume|pods$)/.test(resource)),
    );
    const { data, exitCode } = await wordpress('status', file);
    expect(data).toMatchObject({ volumes: 'judged', applications: [{ state: 'protected' }] });
    expect(exitCode).toBe(0);
  });

  it('needs a cluster, or an inventory', async () => {
    const { stderr, exitCode } = await kbt(['status', ...FILES, '--volumes']);
    expect(stderr).toContain('name it with --context, or give an inventory');
    expect(exitCode).toBe(2);
  });
});
