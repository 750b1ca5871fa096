/** JSON over HTTPS to a cluster's API: no Kubernetes client between a test and the answer. */
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

/** The address of an API, and the identity to use. */
export interface Connection {
  readonly url: string;
  readonly caData: string;
  readonly token: string;
}

/** The fields that every Kubernetes object has. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
  };
  readonly [field: string]: unknown;
}

/** An answer that is not a success. */
export class ApiError extends Error {
  readonly status: number;
  constructor(status: number, asked: string, message: string) {
    super(`${asked}: ${status} ${message}`);
    this.status = status;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const RETRY_MS = 200;

const MERGE_PATCH = 'application/merge-patch+json';

/** Asks one API, over connections that it keeps. */
export class ClusterClient {
  readonly #connection: Connection;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws ApiError, as every method here. */
  get<T = KubernetesObject>(path: string): Promise<T> {
    return this.#ask('GET', path);
  }

  /** The object, or undefined where there is none. */
  async find<T = KubernetesObject>(path: string): Promise<T | undefined> {
    try {
      return await this.get<T>(path);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  async list<T = KubernetesObject>(path: string): Promise<readonly T[]> {
    return (await this.get<{ readonly items: readonly T[] }>(path)).items;
  }

  create<T = KubernetesObject>(path: string, object: unknown): Promise<T> {
    return this.#ask('POST', path, object);
  }

  replace<T = KubernetesObject>(path: string, object: unknown): Promise<T> {
    return this.#ask('PUT', path, object);
  }

  /** A JSON merge patch. */
  patch<T = KubernetesObject>(path: string, patch: unknown): Promise<T> {
    return this.#ask('PATCH', path, patch, MERGE_PATCH);
  }

  /** Deletes at once. Succeeds where there is nothing to delete. */
  async remove(path: string): Promise<void> {
    try {
      await this.#ask('DELETE', `${path}?gracePeriodSeconds=0&propagationPolicy=Background`);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  async #ask<T>(
    method: Method,
    path: string,
    body?: unknown,
    type = 'application/json',
  ): Promise<T> {
    const response = await this.#send(method, path, body, type);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const { statusCode = 0 } = response;
    // The storage of a new kind is not ready at once.
    if (statusCode === 429) {
      await sleep(RETRY_MS);
      return this.#ask(method, path, body, type);
    }
    if (statusCode >= 300) throw new ApiError(statusCode, `${method} ${path}`, text);
    return JSON.parse(text);
  }

  #send(method: Method, path: string, body: unknown, type: string): Promise<IncomingMessage> {
    const { url, caData, token } = this.#connection;
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': type }),
    };
    return new Promise((resolve, reject) => {
      const options = { method, headers, ca: caData, agent: this.#agent };
      const sent = request(new URL(path, url), options, resolve);
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server had closed a connection that was kept: that request never arrived.
        if (sent.reusedSocket && error.code === 'ECONNRESET')
          this.#send(method, path, body, type).then(resolve, reject);
        else reject(error);
      });
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
