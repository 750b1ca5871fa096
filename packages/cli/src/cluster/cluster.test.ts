import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NEEDS } from '../rbac/needs.js';
import { EXAMPLES, kbt, type Ran } from '../testing/kbt.js';
import { kubeconfigFor, type RecordingApi, recordingApi, TOKEN } from '../testing/recording-api.js';

const ALL = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
const type = (name: string, kind: string, namespaced = true, verbs = ALL) => ({
  name,
  singularName: '',
  kind,
  namespaced,
  verbs,
});
const named = (namespace: string | undefined, name: string) => ({ metadata: { namespace, name } });
const VELERO = '/apis/velero.io/v1/namespaces/velero';

const SERVER = {
  image: 'velero/velero:v1.17.2',
  args: [
    'server',
    '--default-volumes-to-fs-backup',
    '--features',
    'EnableCSI',
    '--uploader-type=kopia',
  ],
};

const ANSWERS = {
  '/apis': { groups: [{ preferredVersion: { groupVersion: 'apps/v1' } }] },
  '/api/v1': {
    groupVersion: 'v1',
    resources: [
      type('bindings', 'Binding', true, ['create']),
      type('namespaces', 'Namespace', false),
      type('namespaces/status', 'Namespace', false),
      type('persistentvolumeclaims', 'PersistentVolumeClaim'),
      type('persistentvolumes', 'PersistentVolume', false),
      type('pods', 'Pod'),
      type('secrets', 'Secret'),
    ],
  },
  '/apis/apps/v1': { groupVersion: 'apps/v1', resources: [type('deployments', 'Deployment')] },
  '/api/v1/namespaces': { items: [{ ...named(undefined, 'app'), status: { phase: 'Active' } }] },
  '/api/v1/namespaces/velero/configmaps': {
    items: [{ ...named('velero', 'policy'), data: { policy: 'version: v1' } }],
  },
  '/api/v1/persistentvolumeclaims': {
    items: [{ ...named('app', 'data'), spec: { volumeName: 'pv-1' }, status: { phase: 'Bound' } }],
  },
  '/api/v1/persistentvolumes': {
    items: [
      {
        ...named(undefined, 'pv-1'),
        spec: { capacity: { storage: '1Gi' }, csi: { driver: 'd', volumeHandle: 'h' } },
      },
    ],
  },
  '/api/v1/pods': { items: [] },
  '/api/v1/secrets': {
    items: ['a', 'b', 'c', 'd', 'e'].map((name) => ({
      ...named('app', name),
      data: { key: 'czNjcjN0' },
    })),
  },
  '/apis/apps/v1/deployments': { items: [named('app', 'web')] },
  '/apis/apps/v1/namespaces/velero/deployments': {
    items: [
      {
        metadata: { name: 'velero', labels: { component: 'velero' } },
        spec: { template: { spec: { containers: [SERVER] } } },
      },
    ],
  },
  [`${VELERO}/schedules`]: { items: [] },
  [`${VELERO}/backups`]: { items: [] },
  [`${VELERO}/backupstoragelocations`]: {
    items: [{ metadata: { name: 'default' }, status: { phase: 'Available' } }],
  },
  [`${VELERO}/volumesnapshotlocations`]: { items: [] },
};

let api: RecordingApi;
let folder: string;

beforeEach(async () => {
  api = await recordingApi(ANSWERS);
  folder = mkdtempSync(join(tmpdir(), 'kbt-'));
});

afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

const live = (...words: string[]): Promise<Ran> => kbt([...words, '--kubeconfig', api.kubeconfig]);

describe('a cluster', () => {
  it('is next to a unit that is piped in', async () => {
    const stdin = readFileSync(join(EXAMPLES, 'juju-show-unit-integrator-0.json'), 'utf8');
    const words = ['targets', '--kubeconfig', api.kubeconfig];
    expect((await kbt(words, { stdin })).stdout).toMatch(/LAST-BACKUP.*wordpress/s);
  });

  it('is read, and nothing else is done to it', async () => {
    await live('inventory', 'save', join(folder, 'inventory.json'));
    await live('preview', 'new.yaml');
    await live('doctor', 'juju-show-unit-integrator-0.json');
    await live('targets', 'juju-show-unit-integrator-0.json');
    await live('diff', 'juju-show-unit-integrator-0.json', '--schedule', '@daily');
    expect(new Set(api.asked.map(({ method }) => method))).toEqual(new Set(['GET']));
    const paths = [...new Set(api.asked.map(({ path }) => path.split('?')[0]))].sort();
    expect(paths).toEqual(Object.keys(ANSWERS).sort());
  });

  it('is read by coverage too, whose targets are missing in it', async () => {
    const { stdout, exitCode } = await live(
      'coverage',
      'juju-show-unit-integrator-0.json',
      '-o',
      'json',
    );
    const { sources, items } = JSON.parse(stdout);
    expect(new Set(sources.map(({ state }: { state: string }) => state))).toEqual(
      new Set(['missing']),
    );
    expect(items).toHaveLength(2);
    expect(exitCode).toBe(1);
  });

  it('tells what decides about the data of volumes, and nothing else of it', async () => {
    const file = join(folder, 'inventory.json');
    await live('inventory', 'save', file);
    const { objects, velero } = JSON.parse(readFileSync(file, 'utf8'));
    expect(velero).toEqual({
      namespace: 'velero',
      configMaps: [{ name: 'policy', data: { policy: 'version: v1' } }],
      server: {
        features: ['EnableCSI'],
        uploaderType: 'kopia',
        defaultVolumesToFsBackup: true,
        defaultSnapshotMoveData: false,
        defaultVolumeSnapshotLocations: {},
      },
    });
    const volume = objects.find(({ name }: { name: string }) => name === 'pv-1');
    expect(volume.spec).toEqual({ capacity: { storage: '1Gi' }, csi: { driver: 'd' } });
  });

  it('is never asked for the data of a Secret', async () => {
    const file = join(folder, 'inventory.json');
    expect(await live('inventory', 'save', file)).toMatchObject({ exitCode: 0, stderr: '' });
    const secrets = api.asked.filter(({ path }) => path.startsWith('/api/v1/secrets'));
    expect(secrets).toHaveLength(3);
    expect(new Set(secrets.map(({ accept }) => accept))).toEqual(
      new Set(['application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1']),
    );
    const saved = readFileSync(file, 'utf8');
    expect(saved).not.toContain('czNjcjN0');
    expect(saved).toContain('"resource":"secrets","namespace":"app","name":"e"');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is listed page by page', async () => {
    await live('preview', 'new.yaml');
    const pages = api.asked.filter(({ path }) => path.startsWith('/api/v1/secrets'));
    expect(pages.map(({ path }) => path)).toEqual([
      '/api/v1/secrets?limit=500',
      '/api/v1/secrets?limit=500&continue=2',
      '/api/v1/secrets?limit=500&continue=4',
    ]);
  });

  it('tells its release of Velero, and so the rules', async () => {
    expect((await live('preview', 'new.yaml')).stdout).toContain('by Velero 1.17.2');
    const asked = await live('preview', 'new.yaml', '--velero-version', '1.18.3');
    expect(asked.stdout).toContain('by Velero 1.18.3');
  });

  it('gets the token, and no other server does', async () => {
    const runs = [
      await live('preview', 'new.yaml'),
      await live('doctor', '-o', 'json', 'new.yaml'),
      await live('doctor', '--context', 'lbb', 'new.yaml'),
    ];
    expect(api.asked[0]?.authorization).toBe(`Bearer ${TOKEN}`);
    expect(runs.map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain(TOKEN);
  });
});

describe('what a command asks for', () => {
  const UNIT = 'juju-show-unit-integrator-0.json';
  it.each([
    ['status', [UNIT]],
    ['targets', [UNIT]],
    ['why', ['wordpress', UNIT]],
    ['diff', [UNIT, '--schedule', '@daily']],
    ['doctor', [UNIT]],
    ['coverage', [UNIT]],
    ['preview', ['new.yaml']],
  ] as const)('%s: what it needs, and nothing else of Velero', async (command, words) => {
    await live(command, ...words);
    const asked = api.asked.flatMap(
      ({ path }) => /\/namespaces\/velero\/(?!configmaps)([a-z]+)\?/.exec(path)?.[1] ?? [],
    );
    expect([...new Set(asked)].sort()).toEqual([...NEEDS[command].velero].sort());
    const readsPods = api.asked.some(({ path }) => path.startsWith('/api/v1/pods'));
    expect(readsPods).toBe(NEEDS[command].inventory);
  });
});

describe('a cluster that cannot be read', () => {
  const failing = async (answers: Readonly<Record<string, number>>, ...words: string[]) => {
    await api.close();
    api = await recordingApi({ ...ANSWERS, ...answers });
    return live(...words);
  };

  it.each([
    [{ [`${VELERO}/schedules`]: 403 }, 'the verb list on schedules in API group "velero.io"'],
    [{ [`${VELERO}/schedules`]: 404 }, 'has no velero.io objects: install Velero'],
    [
      { [`${VELERO}/backups`]: 401 },
      'the credentials of context lab are not accepted: log in again',
    ],
    [{ [`${VELERO}/backups`]: 500 }, 'with status 500'],
  ])('says why, and exits 2: %j', async (answers, said) => {
    const { exitCode, stdout, stderr } = await failing(answers, 'doctor', 'new.yaml');
    expect(stderr).toContain(said);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  it('has all missing rights named at once', async () => {
    const answers = {
      [`${VELERO}/schedules`]: 403,
      [`${VELERO}/backups`]: 403,
      '/apis/apps/v1/namespaces/velero/deployments': 403,
    };
    const { exitCode, stderr } = await failing(answers, 'targets', 'new.yaml');
    expect(stderr).toContain(
      'needs the verb list on deployments in API group "apps" and on schedules, backups in API group "velero.io"',
    );
    expect(stderr).toContain('kbt rbac prints a role that grants it');
    expect(exitCode).toBe(2);
  });

  it('has all types named that an inventory lacks', async () => {
    const answers = { '/api/v1/secrets': 403, '/api/v1/pods': 403 };
    const { exitCode, stderr } = await failing(answers, 'preview', 'new.yaml');
    expect(stderr).toContain('may not list pods, secrets: it needs the verb list on pods, secrets');
    expect(exitCode).toBe(2);
  });

  it('is not waited for longer than asked', async () => {
    const path = `${VELERO}/backups`;
    const { stderr } = await failing({ [path]: 0 }, 'doctor', '--timeout', '0.3', 'new.yaml');
    expect(stderr).toContain('gave no answer within 0.3 s');
    expect(api.asked.filter((asked) => asked.path.split('?')[0] === path).length).toBeLessThan(2);
  });

  it('without Deployments to list is judged by the newest rules', async () => {
    const path = '/apis/apps/v1/namespaces/velero/deployments';
    const { exitCode, stdout } = await failing({ [path]: 403 }, 'doctor', 'new.yaml');
    expect(stdout).toMatch(/may not list deployments\.apps: .*: the rules of 1\.18\.3 are used/);
    expect(exitCode).toBe(2);
  });

  it('is not there', async () => {
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, kubeconfigFor('http://127.0.0.1:9'));
    const { exitCode, stderr } = await kbt(['doctor', '--kubeconfig', kubeconfig]);
    expect(stderr).toContain(
      'the Kubernetes API at http://127.0.0.1:9 cannot be reached: ECONNREFUSED',
    );
    expect(exitCode).toBe(2);
  });

  it('has a kubeconfig whose content is not shown', async () => {
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, `users: [{ user: { token: ${TOKEN} `);
    const { exitCode, stderr } = await kbt(['doctor', '--kubeconfig', kubeconfig]);
    expect(stderr).toContain('is not a readable kubeconfig');
    expect(stderr).not.toContain(TOKEN);
    expect(exitCode).toBe(2);
  });

  it('has no kubeconfig', async () => {
    const missing = await kbt(['doctor', '--kubeconfig', join(folder, 'nowhere')]);
    expect(missing.stderr).toContain('nowhere does not exist: check the path');
    const none = await kbt(['doctor'], { env: { KUBECONFIG: '', HOME: folder } });
    expect(none.stderr).toContain('there is no kubeconfig: set KUBECONFIG');
  });

  it('has no such context', async () => {
    const { stderr } = await live('doctor', '--context', 'lav');
    expect(stderr).toContain('there is no context lav: did you mean lab?');
  });
});
