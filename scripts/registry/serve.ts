/** An npm registry of nothing but the packages that this clone packs: what npm asks for to install them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';
import type { Manifest } from '../release/packages.js';

export interface Registry {
  /** For example `http://127.0.0.1:4873`. */
  readonly address: string;
  close(): Promise<void>;
}

interface Tarball {
  readonly manifest: Manifest;
  readonly bytes: Buffer;
  /** It names the contents, so that npm takes nothing that it installed from an earlier state of the clone. */
  readonly path: string;
}

/**
 * Serves tarballs on this machine, to this machine.
 *
 * @param port - 0 for any that is free.
 * @throws Error if the port is taken.
 */
export async function serveRegistry(tarballs: Iterable<string>, port: number): Promise<Registry> {
  const packages = await Promise.all([...tarballs].map(readTarball));
  const server = createServer(({ url = '/', headers: { host = '' } }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const bytes = packages.find((each) => each.path === path)?.bytes;
    const found = packages.find(({ manifest }) => path === `/${manifest.name}`);
    if (bytes !== undefined) answer(response, 200, 'application/octet-stream', bytes);
    else if (found === undefined) answer(response, 404, 'application/json', '{}');
    else answer(response, 200, 'application/json', JSON.stringify(documentOf(found, host)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readTarball(file: string): Promise<Tarball> {
  const bytes = readFileSync(file);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const text = await run('.', ['tar', '-xzOf', file, 'package/package.json']);
  return { manifest: JSON.parse(text), bytes, path: `/-/${hash}/${basename(file)}` };
}

function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

/** What npm calls a packument. */
function documentOf({ manifest, bytes, path }: Tarball, host: string): object {
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const dist = { tarball: `http://${host}${path}`, integrity };
  const { name, version } = manifest;
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
