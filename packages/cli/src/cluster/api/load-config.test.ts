import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kbt } from '../../testing/kbt.js';
import { kubeconfigFor, type RecordingApi, recordingApi } from '../../testing/recording-api.js';

const VELERO = '/apis/velero.io/v1/namespaces/velero';
let api: RecordingApi;
let folder = '';

beforeEach(async () => {
  api = await recordingApi({
    [`${VELERO}/schedules`]: { items: [] },
    [`${VELERO}/backups`]: { items: [] },
  });
  folder = mkdtempSync(join(tmpdir(), 'kbt-config-'));
});
afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const backups = (env: Readonly<Record<string, string>>) =>
  kbt(['backups', '--context', 'lab'], { env });

describe('KUBECONFIG', () => {
  it('may name several files, of which some are missing and the first counts', async () => {
    const other = join(folder, 'other');
    writeFileSync(other, kubeconfigFor('http://127.0.0.1:9'));
    const missing = join(folder, 'missing');
    const KUBECONFIG = [missing, api.kubeconfig, other].join(delimiter);
    expect((await backups({ KUBECONFIG })).stdout).toContain('No Backup was found');
  });

  it('is an error where none of its files exists', async () => {
    const KUBECONFIG = [join(folder, 'a'), join(folder, 'b')].join(delimiter);
    const { exitCode, stderr } = await backups({ KUBECONFIG });
    expect(stderr).toContain('none of the files of KUBECONFIG exists');
    expect(exitCode).toBe(2);
  });
});

describe('HTTP_PROXY', () => {
  it('leads to the API', async () => {
    const asked: string[] = [];
    const { clusters } = JSON.parse(readFileSync(api.kubeconfig, 'utf8'));
    const { port: apiPort } = new URL(clusters[0].cluster.server);
    const proxy = createServer().on('connect', ({ url }, socket) => {
      asked.push(String(url));
      const onward = connect(Number(apiPort), '127.0.0.1');
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const file = join(folder, 'config');
    writeFileSync(file, kubeconfigFor('http://api.invalid'));
    const env = { KUBECONFIG: file, HTTP_PROXY: `http://127.0.0.1:${port}` };
    const { stdout } = await backups(env);
    const direct = await backups({ ...env, NO_PROXY: '.invalid' });
    proxy.close();
    expect(stdout).toContain('No Backup was found');
    expect(asked[0]).toBe('api.invalid:80');
    expect(direct.stderr).toContain('http://api.invalid cannot be reached');
  });
});
