import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { healthyLab } from '../testing/lab.js';

const verbs = ['list', 'create', 'get', 'delete'];
const type = (name: string, kind: string, namespaced = true) => ({ name, kind, namespaced, verbs });
const NAMESPACES = [
  'bare',
  'expired',
  'failed',
  'fine',
  'kube-system',
  'paused',
  'twice',
  'unasked',
  'velero',
];

/** A Deployment in each namespace, and a claim in one of them. */
const INVENTORY = {
  groups: [
    {
      groupVersion: 'v1',
      resources: [
        type('namespaces', 'Namespace', false),
        type('persistentvolumeclaims', 'PersistentVolumeClaim'),
        type('secrets', 'Secret'),
      ],
    },
    { groupVersion: 'apps/v1', resources: [type('deployments', 'Deployment')] },
  ],
  objects: [
    ...NAMESPACES.map((name) => ({
      resource: 'namespaces',
      name,
      status: { phase: 'Active' },
    })),
    ...NAMESPACES.filter((name) => name !== 'bare').map((namespace) => ({
      resource: 'deployments.apps',
      namespace,
      name: 'web',
    })),
    { resource: 'persistentvolumeclaims', namespace: 'fine', name: 'data' },
    { resource: 'secrets', namespace: 'bare', name: 'key' },
  ],
};

const schedule = (name: string, namespaces: readonly string[], spec: object = {}) => ({
  kind: 'Schedule',
  metadata: { name, namespace: 'velero', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: {
    schedule: '0 2 * * *',
    template: { includedNamespaces: namespaces, excludedResources: ['persistentvolumeclaims'] },
    ...spec,
  },
});
const backup = (name: string, status: object = {}) => ({
  kind: 'Backup',
  metadata: {
    name: `${name}-1`,
    namespace: 'velero',
    labels: { 'velero.io/schedule-name': name },
  },
  status: {
    phase: 'Completed',
    startTimestamp: '2026-01-15T02:00:00Z',
    expiration: '2026-01-22T02:00:00Z',
    ...status,
  },
});

const { deployments, storageLocations } = healthyLab();
const OBJECTS = [
  ...deployments.map((one) => ({ kind: 'Deployment', ...one })),
  ...storageLocations.map((one) => ({ kind: 'BackupStorageLocation', ...one })),
  schedule('fine', ['fine', 'twice']),
  backup('fine'),
  schedule('again', ['twice']),
  backup('again'),
  schedule('paused', ['paused'], { paused: true }),
  backup('paused'),
  schedule('failed', ['failed']),
  backup('failed', { phase: 'Failed', failureReason: 'the store is full' }),
  schedule('expired', ['expired']),
  backup('expired', { expiration: '2026-01-15T03:00:00Z' }),
  schedule('refused', ['fine'], {
    template: { includedNamespaces: ['fine'], excludedNamespaces: ['fine'] },
  }),
  backup('refused'),
];

/** `INVENTORY`, in which a pod mounts the claim. */
function withVolume(): object {
  const [core, ...others] = INVENTORY.groups;
  const more = [type('pods', 'Pod'), type('persistentvolumes', 'PersistentVolume', false)];
  const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }];
  return {
    groups: [{ ...core, resources: [...(core?.resources ?? []), ...more] }, ...others],
    objects: [
      ...INVENTORY.objects.filter(({ name }) => name !== 'data'),
      {
        resource: 'persistentvolumeclaims',
        namespace: 'fine',
        name: 'data',
        spec: { volumeName: 'pv-1' },
        status: { phase: 'Bound' },
      },
      { resource: 'persistentvolumes', name: 'pv-1', spec: { nfs: { server: 's', path: '/' } } },
      {
        resource: 'pods',
        namespace: 'fine',
        name: 'web',
        spec: { nodeName: 'n', containers: [{ volumeMounts: [{ name: 'v' }] }], volumes },
        status: { phase: 'Running' },
      },
      {
        resource: 'pods',
        namespace: 'velero',
        name: 'agent',
        labels: { role: 'node-agent' },
        spec: { nodeName: 'n' },
        status: { phase: 'Running' },
      },
    ],
    velero: {},
  };
}

let folder = '';
let files: readonly string[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kbt-coverage-'));
  files = [
    ['inventory.json', INVENTORY],
    ['velero.json', { apiVersion: 'v1', kind: 'List', items: OBJECTS }],
    [
      'targets.json',
      [
        {
          app: 'unasked',
          relation_name: 'backup',
          model: 'prod',
          spec: { include_namespaces: ['unasked'] },
        },
      ],
    ],
  ].map(([name, value]) => {
    writeFileSync(join(folder, String(name)), JSON.stringify(value));
    return join(folder, String(name));
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function answer(...words: readonly string[]) {
  const { stdout, stderr, exitCode } = await kbt(['coverage', ...words, '-o', 'json']);
  return { exitCode, stderr, ...(stdout === '' ? {} : JSON.parse(stdout)) };
}

const states = (rows: readonly { readonly state: string }[], key: string) =>
  Object.fromEntries(rows.map((row) => [Reflect.get(row, key), row.state]));

describe('kbt coverage', () => {
  it('says of each namespace whether Backups of it are made', async () => {
    const { namespaces, sources, omitted, exitCode } = await answer(...files);
    expect(states(namespaces, 'namespace')).toEqual({
      bare: 'empty',
      expired: 'stopped',
      failed: 'stopped',
      fine: 'none',
      paused: 'stopped',
      twice: 'covered',
      unasked: 'unknown',
    });
    expect(states(sources, 'name')).toEqual({
      fine: 'working',
      again: 'working',
      paused: 'paused',
      failed: 'failing',
      expired: 'expired',
      refused: 'failing',
      unasked: 'unknown',
    });
    expect(omitted).toEqual(['kube-system', 'velero']);
    expect(exitCode).toBe(1);
  });

  it('names workloads and claims with what saves them, the worst first', async () => {
    const { items } = await answer(...files, '--in', 'fine', '--in', 'twice');
    expect(items).toEqual([
      {
        resource: 'persistentvolumeclaims',
        namespace: 'fine',
        name: 'data',
        state: 'none',
        savedBy: [],
        data: null,
      },
      {
        resource: 'deployments.apps',
        namespace: 'fine',
        name: 'web',
        state: 'covered',
        savedBy: ['fine'],
        data: null,
      },
      {
        resource: 'deployments.apps',
        namespace: 'twice',
        name: 'web',
        state: 'covered',
        savedBy: ['fine', 'again'],
        data: null,
      },
    ]);
  });

  it('shows what is not covered, and what is covered twice', async () => {
    const { stdout } = await kbt(['coverage', ...files]);
    expect(stdout).toMatch(/^none +fine +persistentvolumeclaims\/data +- +-$/m);
    expect(stdout).toMatch(/^covered +twice +deployments.apps\/web +- +fine,again$/m);
    expect(stdout).not.toMatch(/^covered +fine/m);
    expect(stdout).toContain('Workloads and claims: 1 none, 3 stopped, 1 unknown, 2 covered, 1 in');
  });

  it.each([
    ['saved', { defaultVolumesToFsBackup: true }, 0],
    ['not-saved', { defaultVolumesToFsBackup: false, snapshotVolumes: false }, 1],
  ])('says of the data of a claim that it is %s with %j', async (data, template, exitCode) => {
    const [inventory, velero] = [join(folder, 'i.json'), join(folder, 'v.json')];
    writeFileSync(inventory, JSON.stringify(withVolume()));
    const made = schedule('fine', ['fine'], {
      template: { includedNamespaces: ['fine'], ...template },
    });
    writeFileSync(
      velero,
      JSON.stringify({ kind: 'List', items: [...OBJECTS.slice(0, 2), made, backup('fine')] }),
    );
    const { items, exitCode: found } = await answer(inventory, velero, '--in', 'fine');
    const claim = items.find(({ name }: { name: string }) => name === 'data');
    expect(claim).toMatchObject({ state: 'covered', savedBy: ['fine'], data });
    expect(found).toBe(exitCode);
    const { stdout } = await kbt(['coverage', inventory, velero, '--in', 'fine']);
    expect(stdout.includes('data not saved of 1')).toBe(data === 'not-saved');
  });

  it('says what is not known of the data of a claim, which is not fine', async () => {
    const velero = join(folder, 'v.json');
    const made = schedule('fine', ['fine'], { template: { includedNamespaces: ['fine'] } });
    writeFileSync(
      velero,
      JSON.stringify({ kind: 'List', items: [...OBJECTS.slice(0, 2), made, backup('fine')] }),
    );
    const words = [join(folder, 'inventory.json'), velero, '--in', 'fine'];
    const { items, exitCode } = await answer(...words);
    expect(items).toContainEqual(expect.objectContaining({ name: 'data', data: 'unknown' }));
    expect(exitCode).toBe(2);
    expect((await answer(...words, '--allow-unknown')).exitCode).toBe(0);
  });

  it.each([
    [0, ['--in', 'twice']],
    [1, ['--in', 'paused']],
    [1, ['--in', 'kube-system']],
    [2, ['--in', 'unasked']],
    [0, ['--in', 'unasked', '--allow-unknown']],
  ])('exits %i with %j', async (exitCode, words) => {
    expect((await answer(...files, ...words)).exitCode).toBe(exitCode);
  });

  it('names a namespace that is spelt nearly so', async () => {
    expect(await answer(...files, '--in', 'twce')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('no namespace twce: did you mean twice?'),
    });
  });
});
