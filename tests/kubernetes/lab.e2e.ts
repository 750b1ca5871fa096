import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiError, ClusterClient } from './cluster-client.js';
import { type Cluster, startCluster } from './start.js';
import type { Velero } from './velero.js';
import { eventually } from './wait.js';

let cluster: Cluster;
let velero: Velero;

beforeAll(async () => {
  cluster = await startCluster({ authorization: 'RBAC' });
  velero = await cluster.startVelero();
});

afterAll(() => cluster?.close());

async function makeNamespace(name: string): Promise<void> {
  await cluster.api.create('/api/v1/namespaces', { metadata: { name } });
  await cluster.api.create(`/api/v1/namespaces/${name}/configmaps`, { metadata: { name: 'web' } });
}

describe('startCluster', () => {
  it('runs a Backup, whose tarball holds what the namespace holds', async () => {
    await makeNamespace('app');
    expect(await velero.backup('first', { includedNamespaces: ['app'] })).toEqual({
      name: 'first',
      phase: 'Completed',
      validationErrors: [],
      keys: ['configmaps/app/web', 'namespaces//app'],
    });
  });

  it('gives a service account exactly what its rules allow', async () => {
    const rules = [{ apiGroups: ['velero.io'], resources: ['schedules'], verbs: ['list'] }];
    const token = await cluster.serviceAccount('default', 'reader', rules, 'velero');
    const reader = new ClusterClient({ ...cluster, token });
    expect(await reader.list('/apis/velero.io/v1/namespaces/velero/schedules')).toEqual([]);
    await expect(reader.list('/api/v1/namespaces')).rejects.toThrow(ApiError);
    await expect(reader.list('/apis/velero.io/v1/namespaces/velero/backups')).rejects.toThrow(
      '403',
    );
    reader.close();
  });

  it('is refused while it is down, and keeps what it stored', async () => {
    await cluster.takeDown();
    await expect(cluster.api.list('/api/v1/namespaces')).rejects.toThrow('ECONNREFUSED');
    await cluster.bringUp();
    const names = (await cluster.api.list('/api/v1/namespaces')).map(
      ({ metadata }) => metadata.name,
    );
    expect(names).toContain('velero');
  });

  it('runs Velero again after it was killed', async () => {
    await velero.kill();
    await velero.restart();
    const { phase } = await velero.backup('after-restart', { includedNamespaces: ['velero'] });
    expect(phase).toBe('Completed');
  });

  it('runs next to another', async () => {
    const other = await startCluster();
    expect(other.url).not.toBe(cluster.url);
    await other.api.create('/api/v1/namespaces', { metadata: { name: 'only-there' } });
    expect(await cluster.api.find('/api/v1/namespaces/only-there')).toBeUndefined();
    await other.close();
    expect(existsSync(other.folder)).toBe(false);
  });

  it('leaves nothing behind when the process that started it is killed', async () => {
    const script = `
      import { startCluster } from './tests/kubernetes/start.ts';
      const cluster = await startCluster();
      await cluster.startVelero();
      console.log(cluster.folder);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    const [folder] = await once(createInterface({ input: child.stdout }), 'line');
    expect(existsSync(String(folder))).toBe(true);
    child.kill('SIGKILL');
    await eventually('the folder is gone', async () => !existsSync(String(folder)) || undefined);
  });
});
