import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { type Answers, type RecordingApi, recordingApi } from '../testing/recording-api.js';
import {
  completed,
  type StoredObject,
  store,
  type TestFolder,
  testFolder,
} from '../testing/stored-backup.js';

const VELERO = '/apis/velero.io/v1/namespaces/velero';
const UPLOADS = '/apis/velero.io/v2alpha1/namespaces/velero/datauploads';

let folder: TestFolder;
let api: RecordingApi | undefined;
beforeEach(() => {
  folder = testFolder();
});
afterEach(async () => {
  folder.remove();
  await api?.close();
});

const LABELS = { 'velero.io/backup-name': 'b1' };
const BACKUP = {
  metadata: { name: 'b1', creationTimestamp: '2026-01-02T00:00:00Z' },
  spec: { includedNamespaces: ['app'] },
  status: { phase: 'Completed' },
};
const OLDER = { ...BACKUP, metadata: { name: 'b0', creationTimestamp: '2026-01-01T00:00:00Z' } };

function copy(phase: string, labels: object = LABELS) {
  return {
    metadata: { name: `copy-${phase}`, labels, annotations: { 'velero.io/pvc-name': 'data' } },
    spec: { pod: { namespace: 'app', name: 'db-0' }, volume: 'v' },
    status: { phase, progress: { totalBytes: 10 } },
  };
}

function cluster(more: Answers = {}): Answers {
  return {
    [`${VELERO}/backups`]: { items: [OLDER, BACKUP] },
    [`${VELERO}/podvolumebackups`]: { items: [copy('Completed'), copy('Failed', {})] },
    [UPLOADS]: { items: [] },
    '/apis/apps/v1/namespaces/velero/deployments': { items: [] },
    ...more,
  };
}

async function verify(answers: Answers, ...words: readonly string[]) {
  api = await recordingApi(answers);
  const cluster = ['--kubeconfig', api.kubeconfig];
  const ran = await kbt(['verify', ...words, ...cluster, '-o', 'json']);
  return { ...ran, data: ran.stdout === '' ? undefined : JSON.parse(ran.stdout), asked: api.asked };
}

const MAP: StoredObject = {
  resource: 'configmaps',
  object: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'app', uid: '1', resourceVersion: '7' },
    data: { key: 'value' },
  } as StoredObject['object'],
};
const SECRET: StoredObject = {
  resource: 'secrets',
  object: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'app' } },
};
const WIDGET: StoredObject = {
  resource: 'widgets.example.com',
  object: {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'w', namespace: 'app' },
  },
};
const NODE: StoredObject = {
  resource: 'nodes',
  object: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } },
};

describe('kbt verify with a cluster', () => {
  it('judges the newest Backup by what the cluster shows, and only lists', async () => {
    const { exitCode, data, asked } = await verify(cluster());
    expect(data).toMatchObject({
      backup: 'b1',
      phase: 'Completed',
      verdict: 'unknown',
      volumes: [{ claim: 'app/data', pod: 'app/db-0', volume: 'v', data: 'saved', bytes: 10 }],
      findings: [{ rule: 'record-missing', message: 'what the tarball holds is not known' }],
    });
    expect(exitCode).toBe(2);
    expect(asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('finds data that failed', async () => {
    const failed = { items: [copy('Failed')] };
    const upload = {
      metadata: { labels: LABELS },
      spec: { sourceNamespace: 'app', sourcePVC: 'logs' },
      status: { phase: 'Canceled' },
    };
    const answers = cluster({
      [`${VELERO}/podvolumebackups`]: failed,
      [UPLOADS]: { items: [upload] },
    });
    const { exitCode, data } = await verify(answers);
    expect(data.findings[0]).toMatchObject({
      rule: 'data-failed',
      examples: ['app/data: Failed', 'app/logs: Canceled'],
    });
    expect(exitCode).toBe(1);
  });

  it('joins the cluster and the files: the phase is the cluster\u2019s', async () => {
    await store(folder.path, 'b1', completed([MAP], { status: { phase: 'InProgress' } }));
    const { exitCode, data } = await verify(cluster(), folder.path);
    expect(data).toMatchObject({ phase: 'Completed', verdict: 'good' });
    expect(exitCode).toBe(0);
  });

  it('says that there is no such Backup, and which right is missing', async () => {
    const none = await verify(cluster(), '--backup', 'other');
    expect(none.stderr).toContain('has no Backup other: see kbt backups');
    expect(none.exitCode).toBe(2);
    const forbidden = await verify(cluster({ [`${VELERO}/backups`]: 403 }));
    expect(forbidden.stderr).toContain('needs the verb list on backups');
  });
});

describe('kbt verify --against a context', () => {
  const verbs = ['list', 'create', 'get', 'delete'];
  const type = (name: string, kind: string, namespaced = true) => ({
    name,
    kind,
    namespaced,
    verbs,
  });
  const served: Answers = {
    '/apis': { groups: [] },
    '/api/v1': {
      resources: [
        type('configmaps', 'ConfigMap'),
        type('secrets', 'Secret'),
        type('nodes', 'Node', false),
      ],
    },
    '/api/v1/secrets': { items: [{ metadata: { name: 's', namespace: 'app' } }] },
    '/api/v1/nodes': { items: [{ metadata: { name: 'n' } }] },
  };
  const inCluster = (data: object, labels = {}) => ({
    '/api/v1/configmaps': {
      items: [
        {
          metadata: { name: 'a', namespace: 'app', uid: '2', labels, managedFields: [] },
          data,
        },
      ],
    },
  });

  async function compare(answers: Answers) {
    await store(folder.path, 'b1', completed([MAP, SECRET, WIDGET, NODE]));
    api = await recordingApi(answers);
    const words = ['verify', folder.path, '--against', 'lab', '--kubeconfig', api.kubeconfig];
    const { stdout, stderr } = await kbt([...words, '--allow-unknown', '-o', 'json']);
    return { stderr, against: stdout === '' ? undefined : JSON.parse(stdout).against };
  }

  it('tells what is the same, different, absent, only present, and never restored', async () => {
    const restored = { 'velero.io/restore-name': 'r', 'velero.io/backup-name': 'b1' };
    const same = await compare({ ...served, ...inCluster({ key: 'value' }, restored) });
    expect(same.stderr).toBe('');
    expect(same.against.objects).toEqual([
      { key: 'secrets/app/s', state: 'present' },
      { key: 'configmaps/app/a', state: 'same' },
      { key: 'nodes//n', state: 'same' },
      { key: 'widgets.example.com/app/w', state: 'absent' },
    ]);
    expect(same.against.types).toMatchObject([
      { resource: 'secrets', restore: 'restored' },
      { resource: 'configmaps', restore: 'restored' },
      { resource: 'nodes', restore: 'never' },
      { resource: 'widgets.example.com', restore: 'not-served' },
    ]);
    const secrets = api?.asked.find(({ path }) => path.startsWith('/api/v1/secrets'));
    expect(secrets?.accept).toContain('PartialObjectMetadataList');
  });

  it('finds a changed value, and what may not be listed', async () => {
    const changed = await compare({
      ...served,
      ...inCluster({ key: 'other' }),
      '/api/v1/nodes': 403,
    });
    expect(changed.against.objects).toContainEqual({ key: 'configmaps/app/a', state: 'different' });
    expect(changed.against.objects).toContainEqual({ key: 'nodes//n', state: 'unknown' });
  });
});
