import { describe, expect, it } from 'vitest';
import { AnswerTooLargeError, type HttpsAnswer } from './https-request.js';
import { request } from './kubernetes-request.js';

const DONE: HttpsAnswer = { status: 200, retryAfter: null, text: '{"kind":"Schedule"}' };

function answer(status: number, text = '', retryAfter: number | null = 0.01): HttpsAnswer {
  return { status, retryAfter, text };
}

function answers(...statuses: readonly number[]): {
  send: () => Promise<HttpsAnswer>;
  sent: () => number;
} {
  let sent = 0;
  return {
    sent: () => sent,
    async send() {
      const status = statuses[sent];
      sent += 1;
      if (status === undefined) return DONE;
      return answer(status, JSON.stringify({ message: `because\nof ${status}` }));
    },
  };
}

describe('request', () => {
  it.each([429, 503])('asks again after %i, as the server wants it', async (status) => {
    const { send, sent } = answers(status, status);
    expect(await request({ send, timeoutSeconds: 5 })).toMatchObject({
      object: { kind: 'Schedule' },
    });
    expect(sent()).toBe(3);
  });

  it('asks a server that stays busy five times more', async () => {
    const { send, sent } = answers(...Array<number>(7).fill(429));
    await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({ code: 'refused' });
    expect(sent()).toBe(6);
  });

  it.each([101, 300, 307, 400, 403, 409, 500])('does not ask again after %i', async (status) => {
    const { send, sent } = answers(status);
    await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({
      code: 'refused',
      message: `the Kubernetes API answered ${status}: because of ${status}`,
    });
    expect(sent()).toBe(1);
  });

  it('gives up on a server that stays busy', async () => {
    const { send } = answers(...Array.from({ length: 100 }, () => 429));
    await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({ code: 'refused' });
  });

  it('waits no longer than the time limit, whatever the server asks', async () => {
    let sent = 0;
    const send = async () => {
      sent += 1;
      return answer(503, 'busy', 3600);
    };
    await expect(request({ send, timeoutSeconds: 0.05 })).rejects.toMatchObject({
      code: 'refused',
      message: 'the Kubernetes API answered 503: busy',
    });
    expect(sent).toBe(1);
  });

  it('takes what is tolerated for success', async () => {
    const { send } = answers(404);
    expect(await request({ send, timeoutSeconds: 5, tolerated: [404] })).toBeUndefined();
  });

  it('tells an object that exists from other conflicts', async () => {
    const body = JSON.stringify({ message: 'there is one', reason: 'AlreadyExists' });
    const send = () => Promise.resolve(answer(409, body));
    await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({ code: 'exists' });
  });

  it.each(['', '<html>sign in</html>', '[]', 'null', '{}', '{"kind":"Sch'])(
    'takes 200 with %j for no success',
    async (text) => {
      const send = () => Promise.resolve(answer(200, text));
      await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({
        code: 'refused',
        message: expect.stringContaining('answered 200 with something else than an object'),
      });
    },
  );

  it('takes any object for success where nothing is read in it', async () => {
    const ask = (text: string) =>
      request({ send: async () => answer(200, text), timeoutSeconds: 5, isKindNeeded: false });
    expect(await ask('{}')).toMatchObject({ object: {} });
    await expect(ask('[]')).rejects.toMatchObject({ code: 'refused' });
    await expect(ask('<html>')).rejects.toMatchObject({ code: 'refused' });
  });

  it('says that an answer is too large to hold', async () => {
    const send = () => Promise.reject(new AnswerTooLargeError());
    await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({
      code: 'too-large',
      message: 'the Kubernetes API answers with more than 67108864 bytes',
    });
  });

  it('shows what a server says as one short line', async () => {
    const ask = (said: string) => {
      const send = () => Promise.resolve(answer(500, JSON.stringify({ message: said })));
      return request({ send, timeoutSeconds: 5 });
    };
    await expect(ask(`a\u0000\n\u202eb${'x'.repeat(10_000)}`)).rejects.toMatchObject({
      message: `the Kubernetes API answered 500: a b${'x'.repeat(497)}…`,
    });
    await expect(ask('x'.repeat(500))).rejects.toMatchObject({
      message: `the Kubernetes API answered 500: ${'x'.repeat(500)}`,
    });
  });

  it('waits for an answer no longer than the time limit, and says so', async () => {
    const send = (signal: AbortSignal) =>
      new Promise<HttpsAnswer>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    await expect(request({ send, timeoutSeconds: 0.02 })).rejects.toMatchObject({
      code: 'unreachable',
      message: 'the Kubernetes API cannot be reached: no answer within 0.02 s',
    });
  });

  it.each([
    [401, '{"message":"who are you?"}', 'the service account is not accepted'],
    [403, '', 'no reason is given'],
    [403, 'go away', 'go away'],
    [403, '{"reason":"Forbidden"}', '{"reason":"Forbidden"}'],
  ])('says why with %i and %j', async (status, text, reason) => {
    const send = async () => answer(status, text);
    await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({
      name: 'KubernetesRefusal',
      message: `the Kubernetes API answered ${status}: ${reason}`,
    });
  });

  it.each([
    [new Error('connect ECONNREFUSED'), 'connect ECONNREFUSED'],
    [new TypeError(''), 'TypeError'],
    ['gone', 'gone'],
  ])('says why there is no answer: %s', async (reason, shown) => {
    const send = () => Promise.reject(reason);
    await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({
      code: 'unreachable',
      message: `the Kubernetes API cannot be reached: ${shown}`,
    });
  });
});
