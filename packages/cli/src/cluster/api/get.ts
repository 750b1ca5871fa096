import { request as requestPlain } from 'node:http';
import { type RequestOptions, request as requestSecure } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { CannotRunError } from '../../command/errors.js';
import { type Fields, isFields } from '../../input/fields.js';
import { type ClusterApi, JSON_OBJECTS } from './cluster-api.js';
import { runCredentialPlugin } from './credential-plugin.js';
import { refusal } from './refusal.js';

/** An API server that sheds load says when to come back; so often is it asked again. */
const TRIES = 4;
const TOO_MANY_REQUESTS = 429;
const UNAVAILABLE = 503;
const MAX_WAIT_SECONDS = 5;
/** The most that one answer may hold; a page of 500 objects has some MB. */
const MOST_BYTES = 256 * 1024 * 1024;

/** An answer of the API server. */
interface Answer {
  readonly status: number;
  readonly text: string;
  /** Seconds to wait before the next try; 1 where the server names none. */
  readonly retryAfter: number;
}

/** Makes the one verb there is: GET, within `seconds` each time. */
export async function getFrom(
  config: KubeConfig,
  server: string,
  seconds: number,
): Promise<ClusterApi['get']> {
  const base = await authenticated(config, seconds);
  return async (path, accept = JSON_OBJECTS) => {
    const headers = { ...base.headers, Accept: accept };
    const options = { ...base, headers, method: 'GET' };
    for (let tried = 1; ; tried += 1) {
      const answer = await ask(new URL(server.replace(/\/$/, '') + path), options, seconds);
      const { status, text, retryAfter } = answer;
      if (status === 200) return parsed(text, path);
      if ((status !== TOO_MANY_REQUESTS && status !== UNAVAILABLE) || tried === TRIES) {
        throw refusal(status, path, config.getCurrentContext());
      }
      await sleep(Math.min(retryAfter, MAX_WAIT_SECONDS));
    }
  };
}

/** Certificates and tokens, once for all requests: a credential plugin may take seconds. */
async function authenticated(config: KubeConfig, seconds: number): Promise<RequestOptions> {
  const options: RequestOptions = { headers: {} };
  const plugin: unknown = config.getCurrentUser()?.exec?.command;
  try {
    await runCredentialPlugin(config, seconds);
    await config.applyToHTTPSOptions(options);
    return options;
  } catch {
    // Whatever the plugin printed may hold a token.
    throw new CannotRunError(
      'cluster',
      `the credentials of context ${config.getCurrentContext()} cannot be had${typeof plugin === 'string' ? ` from ${plugin}` : ''}: run kubectl with it to see why`,
    );
  }
}

function ask(url: URL, options: RequestOptions, seconds: number): Promise<Answer> {
  const request = url.protocol === 'http:' ? requestPlain : requestSecure;
  const signal = AbortSignal.timeout(seconds * 1000);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(unreachable(url, error, signal.aborted, seconds));
    const sent = request(url, { ...options, signal }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) sent.destroy(new Error(`it answers more than ${MOST_BYTES} bytes`));
        else chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          retryAfter: Number(response.headers['retry-after'] ?? 1) || 1,
        }),
      );
    });
    sent.on('error', fail);
    sent.on('upgrade', (_, socket) => {
      socket.destroy();
      fail(new Error('it changes the protocol'));
    });
    sent.end();
  });
}

function unreachable(url: URL, error: Error, isTimeout: boolean, seconds: number): CannotRunError {
  const where = `the Kubernetes API at ${url.origin}`;
  if (isTimeout) {
    return new CannotRunError(
      'cluster',
      `${where} gave no answer within ${seconds} s: --timeout waits longer`,
    );
  }
  const reason = 'code' in error ? String(error.code) : error.message;
  return new CannotRunError('cluster', `${where} cannot be reached: ${reason}`);
}

function parsed(text: string, path: string): Fields {
  const answer = jsonIn(text);
  if (isFields(answer)) return answer;
  throw new CannotRunError(
    'cluster',
    `the answer to ${path} is not a JSON object: is this a Kubernetes API?`,
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
