import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VolumeFate } from '@k8s-backup-target/preview';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { twoClasses } from '../testing/two-classes.js';
import { withData } from './volumes.js';

const VERBS = ['list', 'create', 'get', 'delete'];
const resource = (name: string, kind: string, namespaced = true) => {
  return { name, kind, namespaced, verbs: VERBS };
};
const claimOf = (name: string, volumeName: string) => ({
  resource: 'persistentvolumeclaims',
  namespace: 'app',
  name,
  spec: { volumeName, storageClassName: 'fast' },
  status: { phase: 'Bound' },
});
const podOf = (name: string, phase: string) => ({
  resource: 'pods',
  namespace: 'app',
  name,
  spec: {
    nodeName: 'node',
    containers: [{ volumeMounts: [{ name: 'v' }] }],
    volumes: [
      { name: 'v', persistentVolumeClaim: { claimName: name } },
      { name: 'tmp', emptyDir: {} },
    ],
  },
  status: { phase },
});

const INVENTORY = {
  groups: [
    {
      groupVersion: 'v1',
      resources: [
        resource('namespaces', 'Namespace', false),
        resource('persistentvolumeclaims', 'PersistentVolumeClaim'),
        resource('persistentvolumes', 'PersistentVolume', false),
        resource('pods', 'Pod'),
      ],
    },
  ],
  objects: [
    { resource: 'namespaces', name: 'app', status: { phase: 'Active' } },
    podOf('web', 'Running'),
    podOf('job', 'Succeeded'),
    claimOf('web', 'pv-1'),
    claimOf('job', 'pv-2'),
    ...['pv-1', 'pv-2'].map((name) => ({
      resource: 'persistentvolumes',
      name,
      spec: { nfs: { server: 's', path: '/' } },
    })),
    {
      resource: 'pods',
      namespace: 'velero',
      name: 'agent',
      labels: { role: 'node-agent' },
      spec: { nodeName: 'node' },
      status: { phase: 'Running' },
    },
  ],
  velero: { server: { defaultVolumesToFsBackup: true } },
};

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kbt-volumes-'));
  writeFileSync(join(folder, 'spec.yaml'), 'include_namespaces: [app]\n');
  writeFileSync(join(folder, 'inventory.json'), JSON.stringify(INVENTORY));
});

afterAll(() => rmSync(folder, { recursive: true }));

const preview = (...words: string[]) =>
  kbt(['preview', 'spec.yaml', 'inventory.json', ...words], { cwd: folder });

describe('kbt preview', () => {
  it('says of each namespace whose volumes are without their data', async () => {
    expect((await preview()).stdout).toContain(
      'volumes: 1 of 2 with data, 1 without (see --volumes)',
    );
    const { volumes } = JSON.parse((await preview('-o', 'json')).stdout);
    expect(volumes).toEqual([{ namespace: 'app', saved: 1, notSaved: 1, unknown: 0 }]);
  });

  it('lists each volume with --volumes, and exits with 1 where one is not saved', async () => {
    const { stdout, exitCode } = await preview('--volumes');
    expect(stdout).toMatch(/app\/web +web +files copied +file-system backup is asked for/);
    expect(stdout).toMatch(/app\/job +job +not saved +its pod does not run/);
    expect(stdout).not.toContain('tmp');
    expect(exitCode).toBe(1);
    const { volumes } = JSON.parse((await preview('--volumes', '-o', 'json')).stdout);
    expect(volumes).toHaveLength(2);
  });

  it('tells with --why what becomes of the data, of a claim, a volume and a pod', async () => {
    const why = async (object: string) => (await preview('--why', object)).stdout;
    const lost =
      'The data of app/job, in pod app/job, is not saved: its pod does not run, so that Velero skips it with a warning (kbt explain pod-not-running).';
    expect(await why('persistentvolumeclaims/app/job')).toContain(lost);
    expect(await why('persistentvolumes/pv-2')).toContain(lost);
    expect(await why('pods/app/job')).toContain(lost);
    expect(await why('persistentvolumeclaims/app/web')).toContain(
      'The data of app/web, in pod app/web, is saved, by a copy of its files: file-system backup is asked for',
    );
    expect(await why('pods/app/web')).not.toContain('tmp');
    expect(await why('namespaces/app')).not.toContain('data of');
  });
});

describe('annotations of a Backup and of a Schedule', () => {
  const ANNOTATIONS = { 'velero.io/csi-volumesnapshot-class_d': 'two' };
  const NOT_SAVED = 'lost, with its object';

  const objectOf = (kind: string, annotations: object) => ({
    apiVersion: 'velero.io/v1',
    kind,
    metadata: { name: 'app', namespace: 'velero', annotations },
    spec:
      kind === 'Backup'
        ? { includedNamespaces: ['app'] }
        : { schedule: '0 2 * * *', template: { includedNamespaces: ['app'] } },
  });

  const volumesOf = async (kind: string, annotations: object) => {
    writeFileSync(join(folder, 'object.json'), JSON.stringify(objectOf(kind, annotations)));
    writeFileSync(join(folder, 'csi.json'), JSON.stringify(twoClasses('web')));
    return (await kbt(['preview', 'object.json', 'csi.json', '--volumes'], { cwd: folder })).stdout;
  };

  it.each(['Backup', 'Schedule'])('of a %s choose the class of its snapshots', async (kind) => {
    expect(await volumesOf(kind, {})).toMatch(new RegExp(`app/web .*${NOT_SAVED}`));
    expect(await volumesOf(kind, ANNOTATIONS)).toMatch(/app\/web .*snapshot +a snapshot is asked/);
    expect(await volumesOf(kind, { ...ANNOTATIONS, 'a/b': 5 })).toMatch(/app\/web .* snapshot /);
  });
});

it('keeps what is lost with its pod among the volumes, of any kind', () => {
  const none = { pod: 'app/web', volume: 'v', claim: null, persistentVolume: null, source: null };
  const lost: VolumeFate = { ...none, method: 'error', rule: 'pod-not-in-backup' };
  const cache: VolumeFate = { ...lost, source: 'emptyDir', rule: 'no-node-agent' };
  const elsewhere: VolumeFate = { ...none, method: 'none', rule: 'pod-not-in-backup' };
  expect(withData([lost, cache, elsewhere])).toEqual([lost, cache]);
});
