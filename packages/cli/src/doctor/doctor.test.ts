import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoctorFinding } from '../generated/output.js';
import { kbt } from '../testing/kbt.js';

const UNIT = 'juju-show-unit-integrator-0.json';
const LABELS = { app: 'gone', endpoint: 'backup', model: 'production' };

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kbt-doctor-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Given {
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** What is found about one Schedule. */
async function examined(given: Given, ...words: string[]): Promise<readonly DoctorFinding[]> {
  const { name = 'nightly', labels = {}, spec = {} } = given;
  const schedule = {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: { name, namespace: 'velero', labels },
    spec: { schedule: '0 2 * * *', template: { includedNamespaces: ['app'] }, ...spec },
  };
  const file = join(folder, 'schedule.json');
  writeFileSync(file, JSON.stringify(schedule));
  const { stdout } = await kbt(['doctor', file, ...words, '-o', 'json']);
  const { findings }: { findings: DoctorFinding[] } = JSON.parse(stdout);
  return findings.filter(({ object }) => object === `schedule/${name}`);
}

describe('kbt doctor', () => {
  it('looks at the cluster in use without reading standard input, which may never end', async () => {
    const env = { KUBECONFIG: join(folder, 'missing') };
    const { exitCode, stderr } = await kbt(['doctor'], { stdin: '{}', env });
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('kbt: cluster: '),
    });
  });

  it.each([
    ['velero/velero:v1.15.3', '1.15.3: the rules of 1.15.2, cron by robfig'],
    [
      'projects.example/velero:v1.16.1_vmware.1',
      '1.16.1_vmware.1: the rules of 1.16.1, cron by robfig',
    ],
    ['velero/velero@sha256:0123', 'names no release: the rules of 1.18.3 are used'],
  ])('judges by the nearest release where a cluster runs another: %s', async (image, message) => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'velero', namespace: 'velero' },
      spec: { template: { spec: { containers: [{ image }] } } },
    };
    const file = join(folder, 'deployment.json');
    writeFileSync(file, JSON.stringify(deployment));
    const { stdout } = await kbt(['doctor', file, '-o', 'json']);
    const { findings }: { findings: DoctorFinding[] } = JSON.parse(stdout);
    expect(findings).toContainEqual(
      expect.objectContaining({
        state: 'warning',
        check: 'velero-version',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('warns of @every with less than a minute', async () => {
    const [found] = await examined({ spec: { schedule: '@every 1s' } });
    expect(found).toMatchObject({ state: 'warning', check: 'cron-every-minute' });
  });

  it('finds a ttl below zero', async () => {
    const [found] = await examined({ spec: { template: { ttl: '-1h' } } });
    expect(found).toMatchObject({ state: 'error', check: 'ttl-negative' });
  });

  it.each([
    ['duration-unreadable', { csiSnapshotTimeout: '1d' }, 'has the csiSnapshotTimeout "1d"'],
    [
      'mixed-filters',
      { includedResources: ['a'], includedClusterScopedResources: ['b'] },
      'makes no useful',
    ],
    [
      'namespace-name',
      { includedNamespaces: ['A'] },
      'makes no useful Backup: includedNamespaces/0',
    ],
    ['ttl-below-collection', { ttl: '5m' }, 'once an hour'],
  ])('judges what a Schedule makes: %s', async (check, template, message) => {
    const found = await examined({ spec: { template } });
    expect(found).toContainEqual(
      expect.objectContaining({ check, message: expect.stringContaining(message) }),
    );
  });

  it('warns of what a Schedule saves other than it seems to, and names what nothing judges', async () => {
    const template = {
      excludedResources: ['podz'],
      hooks: { resources: [{ name: 'h' }] },
      datamover: 'other',
      resourcePolicy: { kind: 'ConfigMap', name: 'p' },
    };
    const found = await examined({ spec: { template } });
    expect(found.map(({ state, check, message }) => `${state} ${check} ${message}`)).toEqual([
      expect.stringMatching(/^warning resource-misspelt excludedResources\/0 podz is not a type/),
      expect.stringMatching(/^warning cluster-scope-undecided includeClusterResources cluster-/),
      expect.stringMatching(/^unknown not-judged hooks is not judged/),
      'unknown not-judged datamover is not judged: the data mover other is a plugin of others',
      'unknown not-judged resourcePolicy is not judged here: the policy is in the ConfigMap p',
    ]);
    const { stdout } = await kbt(['doctor', join(folder, 'schedule.json')]);
    expect(stdout).toContain('\n? schedule/nightly hooks is not judged');
    expect(stdout).toContain('\n! schedule/nightly excludedResources/0');
  });

  it('is not green where there is nothing to look at', async () => {
    const stdin = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [] });
    expect((await kbt(['doctor', '-'], { stdin })).exitCode).toBe(2);
  });

  it('names Schedules that save the same twice', async () => {
    const labels = { app: 'db', endpoint: 'backup', model: 'prod' };
    const made = (name: string, template: object, more: object = {}) => ({
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: { name, namespace: 'velero', ...more },
      spec: { schedule: '0 2 * * *', template },
    });
    const items = [
      made('own', { includedNamespaces: ['db'] }, { labels }),
      made('again', { includedNamespaces: ['db'] }, { labels }),
      made('all', { includedNamespaces: ['*'], excludedResources: [] }),
      made('without-events', { excludedResources: ['events'] }),
    ];
    const stdin = JSON.stringify({ kind: 'List', apiVersion: 'v1', items });
    const { stdout } = await kbt(['doctor', '-'], { stdin });
    expect(stdout).toContain('! schedule/again is of the same target as own, so it is saved twice');
    expect(stdout).toContain(
      '! schedule/all backs up all namespaces, and so what 3 more Schedules do as well, such as own',
    );
    expect(stdout).not.toMatch(/schedule\/without-events (?:is of|backs up)/);
  });

  it('finds a Schedule whose Backups carry too long a name', async () => {
    const [found] = await examined({ name: 'n'.repeat(64) });
    expect(found).toMatchObject({ state: 'error', check: 'schedule-name-long' });
    expect(found?.message).toMatch(/^has a name of 64 characters/);
  });

  it('does not advise to delete a Schedule on the word of a file', async () => {
    const [found] = await examined({ labels: LABELS }, UNIT);
    expect(found).toMatchObject({ check: 'schedule-without-target', command: null });
  });

  it('never advises to delete the Schedule of a target that is only refused', async () => {
    const [found] = await examined({ labels: { ...LABELS, app: 'shop' } }, UNIT);
    expect(found).toMatchObject({
      message: 'is of shop, whose target is refused: it stays in force as it was',
      command: null,
    });
  });

  it('says nothing of the Schedule of another integrator', async () => {
    const labels = { ...LABELS, 'managed-by': 'other.0123456789abcdef' };
    expect(await examined({ labels }, UNIT)).toEqual([]);
  });

  it("says nothing of targets where no requirer's unit was given", async () => {
    expect(await examined({ labels: LABELS })).toEqual([]);
  });

  it('quotes a name for the shell', async () => {
    const [found] = await examined({ name: 'a; b', spec: { template: { ttl: '30d' } } });
    expect(found?.command).toBe("kubectl delete schedules.velero.io 'a; b' -n velero");
  });
});
