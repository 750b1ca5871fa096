import { setTimeout as sleep } from 'node:timers/promises';
import { ApiException } from '@kubernetes/client-node';
import { KubernetesRefusal, type KubernetesRefusalCode } from './kubernetes-api.js';

const UNAUTHORIZED = 401;
const CONFLICT = 409;
/** The server asks for patience, and has done nothing: https://kubernetes.io/docs/concepts/cluster-administration/flow-control/ */
const BUSY: readonly number[] = [429, 503];
const MOST_RETRIES = 5;
const FIRST_WAIT_MS = 250;
const LONGEST_MESSAGE = 500;

/** One request with its time limit. */
export interface TimedRequest<T> {
  /** Sends it. The signal aborts it at the time limit. */
  readonly send: (signal: AbortSignal) => Promise<T>;
  readonly timeoutSeconds: number;
  /** Statuses that are as good as success. */
  readonly tolerated?: readonly number[];
}

/**
 * Sends a request, again while the API server is busy, until the time limit.
 *
 * @throws KubernetesRefusal that says in one line what the server answered, or why there is no answer.
 */
export async function request<T>({
  send,
  timeoutSeconds,
  tolerated = [],
}: TimedRequest<T>): Promise<T | undefined> {
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  for (let retry = 0; ; retry += 1) {
    try {
      return await send(signal);
    } catch (error) {
      if (error instanceof ApiException && tolerated.includes(error.code)) return undefined;
      const wait = retry < MOST_RETRIES ? waitBeforeRetry(error, retry) : undefined;
      if (wait === undefined) throw refusalFor(error, signal, timeoutSeconds);
      await sleep(wait, undefined, { signal }).catch(() => {
        throw refusalFor(error, signal, timeoutSeconds);
      });
    }
  }
}

/** Milliseconds to wait, as the server asks in `Retry-After`; undefined where asking again is no use. */
function waitBeforeRetry(error: unknown, retry: number): number | undefined {
  if (!(error instanceof ApiException && BUSY.includes(error.code))) return undefined;
  const seconds = Number(error.headers['retry-after']);
  return seconds > 0 ? seconds * 1000 : FIRST_WAIT_MS * 2 ** retry;
}

function refusalFor(
  error: unknown,
  signal: AbortSignal,
  timeoutSeconds: number,
): KubernetesRefusal {
  if (error instanceof KubernetesRefusal) return error;
  if (error instanceof ApiException) return answerRefusal(error);
  if (signal.aborted) {
    const message = `the Kubernetes API cannot be reached: no answer within ${timeoutSeconds} s`;
    return new KubernetesRefusal('unreachable', message);
  }
  return new KubernetesRefusal(
    'unreachable',
    `the Kubernetes API cannot be reached: ${oneLine(String(error instanceof Error ? error.message : error))}`,
  );
}

function answerRefusal({ code, body }: ApiException<unknown>): KubernetesRefusal {
  const { message, reason } = statusOf(body);
  const said = code === UNAUTHORIZED ? 'the service account is not accepted' : message;
  const kind: KubernetesRefusalCode =
    code === CONFLICT && reason === 'AlreadyExists' ? 'exists' : 'refused';
  return new KubernetesRefusal(kind, `the Kubernetes API answered ${code}: ${oneLine(said)}`);
}

/** The Kubernetes Status, which the library hands over as text, parsed, or not at all. */
function statusOf(body: unknown): { message: string; reason: string } {
  const status: unknown = typeof body === 'string' ? parsed(body) : body;
  if (typeof status !== 'object' || status === null || !('message' in status)) {
    return { message: body === undefined ? 'no reason is given' : String(body), reason: '' };
  }
  return {
    message: String(status.message),
    reason: 'reason' in status ? String(status.reason) : '',
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A server's words go into a status: one line of bounded length. */
function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}
