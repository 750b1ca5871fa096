import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serviceAccount } from './service-account.js';

describe('serviceAccount', () => {
  let root: string;
  let folder: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'account-'));
    folder = join(root, 'var/run/secrets/kubernetes.io/serviceaccount');
    mkdirSync(folder, { recursive: true });
    write({ 'ca.crt': 'a certificate\n', token: 'a-token\n' });
    vi.stubEnv('SERVICE_ACCOUNT_ROOT', root);
    at('10.0.0.1', '443');
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  }

  function at(host: string, port: string): void {
    vi.stubEnv('KUBERNETES_SERVICE_HOST', host);
    vi.stubEnv('KUBERNETES_SERVICE_PORT', port);
  }

  it('is where Kubernetes mounts it', () => {
    expect(serviceAccount()).toEqual({
      server: 'https://10.0.0.1:443',
      ca: 'a certificate\n',
      token: 'a-token',
    });
  });

  it('puts an address of IPv6 in brackets', () => {
    at('fd00::1', '6443');
    expect(serviceAccount().server).toBe('https://[fd00::1]:6443');
  });

  it.each(['ca.crt', 'token'])('says that %s cannot be read', (name) => {
    const path = join(folder, name);
    rmSync(path);
    expect(serviceAccount).toThrow(
      expect.objectContaining({
        code: 'unreachable',
        message: `the Kubernetes API cannot be reached: the service account's ${name} cannot be read from ${path}`,
      }),
    );
  });

  it.each(['', ' \n', 'a\nb', 'a b', 'é', 'a\u007f', '!é', 'é~'])(
    'refuses the token %j, and does not show it',
    (token) => {
      write({ token });
      expect(serviceAccount).toThrow(
        expect.objectContaining({
          code: 'unreachable',
          message:
            "the Kubernetes API cannot be asked: the service account's token holds characters that no header takes, or nothing",
        }),
      );
    },
  );

  it('takes every character that a header takes', () => {
    write({ token: ' !~ \r\n' });
    expect(serviceAccount().token).toBe('!~');
  });

  it('is below the root of the file system, unless tests mount it elsewhere', () => {
    vi.stubEnv('SERVICE_ACCOUNT_ROOT', '');
    Reflect.deleteProperty(process.env, 'SERVICE_ACCOUNT_ROOT');
    expect(serviceAccount).toThrow(' from /var/run/secrets/kubernetes.io/serviceaccount/ca.crt');
  });
});
