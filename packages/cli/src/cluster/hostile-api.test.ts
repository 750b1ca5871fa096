import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { kubeconfigFor } from '../testing/recording-api.js';

let folder: string;
let server: Server;
let asked: string[];
let respond: (response: ServerResponse) => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kbt-hostile-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    respond(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const origin = () => {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
};

function save(kubeconfigText: string = kubeconfigFor(origin())) {
  const [file, kubeconfig] = [join(folder, 'inventory.json'), join(folder, 'kubeconfig')];
  writeFileSync(kubeconfig, kubeconfigText);
  return kbt(['inventory', 'save', file, '--kubeconfig', kubeconfig, '--timeout', '2']);
}

describe('an API server that answers', () => {
  it.each(['null', '[]', '"text"', '1', '', '{', '<html>', '{}', '{"kind":"Status","items":[]}'])(
    'with %j is not an empty cluster',
    async (body) => {
      respond = (response) => response.end(body);
      const { exitCode, stderr } = await save();
      expect(stderr).toMatch(/^kbt: cluster: the answer to .* is this a Kubernetes API\?\n$/);
      expect(exitCode).toBe(2);
      expect(existsSync(join(folder, 'inventory.json'))).toBe(false);
    },
  );

  it('with a redirect is not followed, since the token is for it alone', async () => {
    respond = (response) =>
      response.writeHead(302, { location: `${origin()}/elsewhere` }).end('{"groups":[]}');
    const { exitCode, stderr } = await save();
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('with status 302')]);
    expect(asked).not.toContain('/elsewhere');
  });

  it.each([
    ['within its length', { 'content-length': '1000' }],
    ['within its chunks', {}],
  ])('and is cut off %s is an error', async (_, headers) => {
    respond = (response) => {
      response.writeHead(200, headers).write('{"groups":[');
      setTimeout(() => response.destroy(), 20);
    };
    const { exitCode, stderr } = await save();
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('cannot be reached')]);
  });

  it('with thousands of groups is asked for a few at a time', async () => {
    const groups = Array.from({ length: 2000 }, (_, index) => ({
      preferredVersion: { groupVersion: `g${index}/v1` },
    }));
    let [open, most] = [0, 0];
    respond = (response) => {
      most = Math.max(most, ++open);
      const body = asked.length === 1 ? { groups } : { resources: [] };
      setImmediate(() => response.end(JSON.stringify(body), () => (open -= 1)));
    };
    expect(await save()).toMatchObject({ exitCode: 2 });
    expect(asked).toHaveLength(2002 + 1);
    expect(most).toBeLessThanOrEqual(10);
  });

  it('without end is not held in memory', async () => {
    const part = Buffer.alloc(8 * 1024 * 1024, ' ');
    respond = (response) => {
      const more = () => response.write(part, (error) => (error ? undefined : more()));
      more();
    };
    const { exitCode, stderr } = await save();
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/more than 268435456 bytes|no answer within/),
    ]);
  });
});

describe('a credential plugin', () => {
  const withPlugin = (script: string) => {
    const command = join(folder, 'plugin');
    writeFileSync(command, `#!/bin/sh\n${script}\n`);
    chmodSync(command, 0o755);
    const config = JSON.parse(kubeconfigFor(origin()));
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command,
      args: ['one'],
      env: [{ name: 'ADDED', value: 'too' }],
    };
    return save(JSON.stringify({ ...config, users: [{ name: 'lab', user: { exec } }] }));
  };

  beforeEach(() => {
    respond = (response) => response.end('null');
  });

  it.each(['sleep 60', 'sleep 60 & sleep 60', 'exec cat /dev/zero'])(
    'that does not end is killed at --timeout: %s',
    async (script) => {
      const start = Date.now();
      const { exitCode, stderr } = await withPlugin(script);
      expect(stderr).toContain('the credentials of context lab cannot be had from /');
      expect(exitCode).toBe(2);
      expect(Date.now() - start).toBeLessThan(20_000);
      expect(asked).toEqual([]);
    },
  );

  it('gets what the kubeconfig says, and its token is sent', async () => {
    let authorization: string | undefined;
    server.prependListener('request', ({ headers }) => {
      authorization = headers.authorization;
    });
    const token = '\\"$1 $ADDED\\"';
    await withPlugin(
      `echo "{\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":${token}}}"`,
    );
    expect(authorization).toBe('Bearer one too');
  });

  it.each(['echo null', 'echo "{}"', 'echo SECRET', 'echo SECRET >&2; exit 1'])(
    'that answers no credential is an error, and nothing of it is shown: %s',
    async (script) => {
      const { exitCode, stderr } = await withPlugin(script);
      expect(stderr).toContain('the credentials of context lab cannot be had from /');
      expect(stderr).not.toContain('SECRET');
      expect(exitCode).toBe(2);
    },
  );
});
