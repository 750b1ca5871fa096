import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';

/** The most that one answer may hold: a page of 500 Schedules has some MB. */
export const MOST_ANSWER_BYTES = 64 * 1024 * 1024;

/** One request. Redirects are not followed: the API server sends none, and the token is for it alone. */
export interface HttpsRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The certificates to trust, in PEM. */
  readonly ca: string;
  readonly body?: string;
  /** Ends the request wherever it is. */
  readonly signal: AbortSignal;
}

/** A whole answer, whatever its status. */
export interface HttpsAnswer {
  readonly status: number;
  /** Seconds after which the server wants to be asked again; null where it does not say. */
  readonly retryAfter: number | null;
  readonly text: string;
}

/** An answer that is larger than this process should hold. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

/**
 * Sends a request and reads the whole answer. The promise always settles: an answer that is cut off within
 * its `content-length`, or without its last chunk, rejects, as does a connection that closes without one.
 *
 * @throws AnswerTooLargeError for an answer of more than 64 MiB; otherwise what Node.js reports.
 */
export function sendHttps({ url, body, headers, ...options }: HttpsRequest): Promise<HttpsAnswer> {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const sending: RequestOptions = {
    ...options,
    headers: { ...headers, ...length },
    // Each request has a connection of its own: none fails since an idle one was closed meanwhile.
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, sending, (answer) => {
      wholeText(answer).then((text) => resolve({ ...headOf(answer), text }), reject);
    });
    sent.on('error', reject);
    sent.on('upgrade', (_, socket) => {
      socket.destroy();
      reject(new Error('the answer changes the protocol'));
    });
    sent.end(body);
  });
}

function headOf({ statusCode = 0, headers }: IncomingMessage): Omit<HttpsAnswer, 'text'> {
  const seconds = Number(headers['retry-after']);
  return { status: statusCode, retryAfter: seconds > 0 ? seconds : null };
}

async function wholeText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    bytes += chunk.length;
    if (bytes > MOST_ANSWER_BYTES) throw new AnswerTooLargeError();
    chunks.push(chunk);
  }
  if (!answer.complete) throw new Error('the answer was cut off');
  return Buffer.concat(chunks).toString('utf8');
}
