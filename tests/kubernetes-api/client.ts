/** Raw HTTPS to the API: no Kubernetes client between a test and the answer. */
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import type { KubernetesApi } from './start.js';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: unknown;
}

/** An object, a list, or the Status that says why there is none. */
export interface ApiAnswer<Body> {
  readonly status: number;
  readonly warning: string | undefined;
  readonly body: Body;
}

export type Connection = Pick<KubernetesApi, 'url' | 'caData' | 'token'>;

/** Asks, and reads the whole answer. */
export async function ask<Body>(api: Connection, asked: ApiRequest): Promise<ApiAnswer<Body>> {
  const response = await send(api, asked);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const body: Body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const { statusCode = 0, headers } = response;
  return { status: statusCode, warning: headers.warning, body };
}

/** Asks, and reads an answer that does not end: one JSON text a line. Leaving the loop hangs up. */
export async function* follow<Event>(api: Connection, asked: ApiRequest): AsyncGenerator<Event> {
  const response = await send(api, asked);
  try {
    for await (const line of createInterface({ input: response })) yield JSON.parse(line);
  } finally {
    response.destroy();
  }
}

function send(api: Connection, asked: ApiRequest): Promise<IncomingMessage> {
  const url = new URL(asked.path, api.url);
  url.search = new URLSearchParams(asked.query).toString();
  const headers = {
    authorization: `Bearer ${api.token}`,
    ...(asked.contentType === undefined ? {} : { 'content-type': asked.contentType }),
  };
  const options = { method: asked.method, headers, ca: api.caData, agent: new Agent() };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, resolve);
    sent.on('error', reject);
    sent.end(asked.body === undefined ? undefined : JSON.stringify(asked.body));
  });
}
