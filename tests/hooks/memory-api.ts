/**
 * A Kubernetes API in memory that can go wrong: for what the real server never does, or not when asked to.
 * It stores Schedules and Backups, and checks names, uids and versions as the real one does.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../kubernetes-api/client.js';
import { type MountedAccount, mountServiceAccount } from './service-account.js';

/** Answers a request in the server's place, or does something worse; false leaves it to the server. */
export type Intercept = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;

/** An object as it is stored. */
export interface StoredObject {
  readonly metadata: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** As much as etcd takes in one request, of which an object's own text is a part. */
const MOST_STORED_BYTES = 1_572_000;

const CONTENT_TYPES: Readonly<Record<string, readonly string[]>> = {
  POST: ['application/json'],
  PATCH: ['application/merge-patch+json', 'application/apply-patch+yaml'],
  DELETE: ['application/json'],
};

const PATH = /\/namespaces\/([^/]+)\/(schedules|backups)(?:\/([^/]+))?$/;

/** The API, until it is stopped. */
export class MemoryApi {
  /** Schedules by `namespace/name`. */
  readonly schedules: Map<string, StoredObject> = new Map();
  readonly backups: Map<string, StoredObject> = new Map();
  /** Method and path of each request. */
  readonly requests: string[] = [];
  /** Looks at every request first. */
  intercept: Intercept = () => false;
  readonly url: string;
  readonly caData: string;
  /** The one bearer token that it knows. */
  readonly token = 'a-token';
  readonly #server: Server;
  readonly #account: MountedAccount;
  #version = 0;

  private constructor(
    server: Server,
    account: MountedAccount,
    { url, caData }: Omit<Connection, 'token'>,
  ) {
    this.#server = server;
    this.#account = account;
    this.url = url;
    this.caData = caData;
  }

  /** Starts it on a port of its own, with a certificate of its own. */
  static async start(): Promise<MemoryApi> {
    const { key, cert } = await keyAndCertificate();
    const server = createServer({ key, cert });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const url = `https://127.0.0.1:${port}`;
    const connection = { url, caData: cert };
    const account = await mountServiceAccount({ ...connection, token: 'a-token' });
    const api = new MemoryApi(server, account, connection);
    server.on('request', (request, response) => void api.#handle(request, response));
    return api;
  }

  /** The environment by which a charm finds it. */
  get env(): Readonly<Record<string, string>> {
    return this.#account.env;
  }

  /** `namespace/app` of every Schedule, in order. */
  get apps(): readonly string[] {
    return [...this.schedules.values()]
      .map(({ metadata }) => `${metadata.namespace}/${metadata.labels?.['app']}`)
      .sort();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
    await this.#account.remove();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? '/', 'https://api');
    this.requests.push(`${request.method} ${url.pathname}`);
    if (this.intercept(request, response, url)) return;
    const text = Buffer.concat(chunks).toString('utf8');
    const [status, body] =
      refusal(request, this.token, text) ?? this.#answer(request.method ?? '', url, text);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  #answer(method: string, url: URL, text: string): readonly [number, object] {
    const [, namespace = '', plural, name] = PATH.exec(url.pathname) ?? [];
    const stored = plural === 'schedules' ? this.schedules : this.backups;
    if (plural === undefined) return failure(404, 'NotFound');
    if (method === 'GET') return this.#list(stored, namespace, url.searchParams);
    if (method === 'DELETE' && name === undefined) return deleteAll(stored, namespace);
    const body: StoredObject = JSON.parse(text || '{}');
    const manager = url.searchParams.get('fieldManager');
    if (method === 'POST') return this.#create(stored, namespace, managed(body, manager));
    const key = `${namespace}/${name}`;
    const existing = stored.get(key);
    const isApplied = method === 'PATCH' && url.searchParams.has('force');
    if (existing === undefined && isApplied) return this.#create(stored, namespace, body);
    if (existing === undefined) return failure(404, 'NotFound');
    if (method === 'PATCH') return this.#patch(stored, key, existing, body);
    const { preconditions } = JSON.parse(text || '{}');
    if ((preconditions?.uid ?? existing.metadata['uid']) !== existing.metadata['uid']) {
      return failure(409, 'Conflict');
    }
    stored.delete(key);
    return [200, { kind: 'Status', status: 'Success' }];
  }

  #list(
    stored: ReadonlyMap<string, StoredObject>,
    namespace: string,
    query: URLSearchParams,
  ): readonly [number, object] {
    const all = [...stored.values()].filter(({ metadata }) => metadata.namespace === namespace);
    const [from, limit] = [Number(query.get('continue') ?? 0), Number(query.get('limit') ?? 500)];
    const next = from + limit < all.length ? String(from + limit) : '';
    const items = all.slice(from, from + limit);
    return [200, { kind: 'ScheduleList', metadata: { continue: next }, items }];
  }

  #create(
    stored: Map<string, StoredObject>,
    namespace: string,
    body: StoredObject,
  ): readonly [number, object] {
    const key = `${namespace}/${body.metadata.name}`;
    if (stored.has(key)) return failure(409, 'AlreadyExists');
    const created = this.#versioned({
      ...body,
      metadata: { ...body.metadata, namespace, uid: `uid-${this.#version + 1}` },
    });
    stored.set(key, created);
    return [201, created];
  }

  #patch(
    stored: Map<string, StoredObject>,
    key: string,
    existing: StoredObject,
    patch: StoredObject,
  ): readonly [number, object] {
    for (const field of ['uid', 'resourceVersion']) {
      const wanted = patch.metadata?.[field];
      if (wanted !== undefined && wanted !== existing.metadata[field]) {
        return failure(409, 'Conflict');
      }
    }
    const patched = this.#versioned(merged(existing, patch) as StoredObject);
    stored.set(key, patched);
    return [200, patched];
  }

  #versioned(object: StoredObject): StoredObject {
    this.#version += 1;
    return {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.#version) },
    };
  }
}

/** Why a request is not even looked at. */
function refusal(
  { method = '', headers }: IncomingMessage,
  token: string,
  text: string,
): readonly [number, object] | undefined {
  const types = CONTENT_TYPES[method];
  if (headers.authorization !== `Bearer ${token}`) return failure(401, 'Unauthorized');
  if (headers.accept !== undefined && headers.accept !== 'application/json') {
    return failure(406, 'NotAcceptable');
  }
  if (text !== '' && types?.includes(headers['content-type'] ?? '') === false) {
    return failure(415, 'UnsupportedMediaType');
  }
  if (text.length > MOST_STORED_BYTES) return failure(500, 'etcdserver: request is too large');
  return undefined;
}

/** The API notes who wrote an object. */
function managed(body: StoredObject, manager: string | null): StoredObject {
  const managedFields = manager === null ? [] : [{ manager }];
  return { ...body, metadata: { ...body.metadata, managedFields } };
}

function deleteAll(
  stored: Map<string, StoredObject>,
  namespace: string,
): readonly [number, object] {
  for (const key of stored.keys()) if (key.startsWith(`${namespace}/`)) stored.delete(key);
  return [200, { kind: 'Status', status: 'Success' }];
}

function failure(status: number, reason: string): readonly [number, object] {
  return [status, { kind: 'Status', status: 'Failure', reason, message: reason }];
}

/** RFC 7386. */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const fields = new Map(
    typeof target === 'object' && target !== null ? Object.entries(target) : [],
  );
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) fields.delete(key);
    else fields.set(key, merged(fields.get(key), value));
  }
  return Object.fromEntries(fields);
}

let made: Promise<{ key: string; cert: string }> | undefined;

/** One for all of a process, so no key is in the repository. */
function keyAndCertificate(): Promise<{ key: string; cert: string }> {
  made ??= certificate();
  return made;
}

async function certificate(): Promise<{ key: string; cert: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-days', '2', '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', ...kind, ...files, ...names], { stdio: 'ignore' });
  const texts = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  await rm(folder, { recursive: true });
  return texts;
}
