import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerTooLargeError, type HttpsAnswer, MOST_ANSWER_BYTES } from './https-request.js';
import { KubernetesRefusal, type KubernetesRefusalCode } from './kubernetes-api.js';

const UNAUTHORIZED = 401;
const CONFLICT = 409;
/** The server asks for patience, and has done nothing: https://kubernetes.io/docs/concepts/cluster-administration/flow-control/ */
const BUSY: readonly number[] = [429, 503];
const MOST_RETRIES = 5;
const FIRST_WAIT_MS = 250;
const LONGEST_MESSAGE = 500;

/** One request with its time limit. */
export interface TimedRequest {
  /** Sends it. The signal aborts it at the time limit. */
  readonly send: (signal: AbortSignal) => Promise<HttpsAnswer>;
  readonly timeoutSeconds: number;
  /** Statuses that are as good as success. */
  readonly tolerated?: readonly number[];
  /** False where nothing is read in the answer. Default: true. */
  readonly isKindNeeded?: boolean;
}

/** A JSON object that the API server answered. */
export interface ObjectAnswer {
  readonly object: object;
  /** The size of its text. */
  readonly bytes: number;
}

/**
 * Sends a request, again while the API server is busy, until the time limit.
 *
 * @returns what the server answered; undefined for a status that is tolerated
 * @throws KubernetesRefusal that says in one line what the server answered, or why there is no answer.
 */
export async function request({
  send,
  timeoutSeconds,
  tolerated = [],
  isKindNeeded = true,
}: TimedRequest): Promise<ObjectAnswer | undefined> {
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  for (let retry = 0; ; retry += 1) {
    const answer = await send(signal).catch((error: unknown) => {
      throw noAnswerRefusal(error, signal, timeoutSeconds);
    });
    if (tolerated.includes(answer.status)) return undefined;
    if (answer.status >= 200 && answer.status < 300) return objectIn(answer, isKindNeeded);
    const wait = retry < MOST_RETRIES ? waitBeforeRetry(answer, retry) : undefined;
    if (wait === undefined) throw answerRefusal(answer);
    await sleep(wait, undefined, { signal }).catch(() => {
      throw answerRefusal(answer);
    });
  }
}

/** Milliseconds to wait, as the server asks in `Retry-After`; undefined where it is useless to ask again. */
function waitBeforeRetry({ status, retryAfter }: HttpsAnswer, retry: number): number | undefined {
  if (!BUSY.includes(status)) return undefined;
  return retryAfter === null ? FIRST_WAIT_MS * 2 ** retry : retryAfter * 1000;
}

function noAnswerRefusal(
  error: unknown,
  signal: AbortSignal,
  timeoutSeconds: number,
): KubernetesRefusal {
  const reason = signal.aborted
    ? `no answer within ${timeoutSeconds} s`
    : oneLine(error instanceof Error ? error.message || error.name : String(error));
  if (error instanceof AnswerTooLargeError) {
    return new KubernetesRefusal(
      'too-large',
      `the Kubernetes API answers with more than ${MOST_ANSWER_BYTES} bytes`,
    );
  }
  return new KubernetesRefusal('unreachable', `the Kubernetes API cannot be reached: ${reason}`);
}

function answerRefusal({ status, text }: HttpsAnswer): KubernetesRefusal {
  const { message, reason } = statusOf(text);
  const said = status === UNAUTHORIZED ? 'the service account is not accepted' : message;
  const kind: KubernetesRefusalCode =
    status === CONFLICT && reason === 'AlreadyExists' ? 'exists' : 'refused';
  return new KubernetesRefusal(kind, `the Kubernetes API answered ${status}: ${oneLine(said)}`);
}

/** A proxy in between may answer 200 with a page of its own: nothing was done then. */
function objectIn({ status, text }: HttpsAnswer, isKindNeeded: boolean): ObjectAnswer {
  const object = parsed(text);
  if (isObject(object) && ('kind' in object || !isKindNeeded)) {
    return { object, bytes: text.length };
  }
  throw new KubernetesRefusal(
    'refused',
    `the Kubernetes API answered ${status} with something else than an object: ${oneLine(text)}`,
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The Kubernetes Status, as far as the answer is one. */
function statusOf(text: string): { message: string; reason: string } {
  const status = parsed(text);
  if (!isObject(status) || !('message' in status)) {
    return { message: text === '' ? 'no reason is given' : text, reason: '' };
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
    return undefined;
  }
}

/** A server's words go into a status: one line of bounded length. */
function oneLine(text: string): string {
  const start = text.slice(0, 4 * LONGEST_MESSAGE);
  const line = start.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}
