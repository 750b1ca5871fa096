import { ApiException } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { request } from './kubernetes-request.js';

function answers(...codes: readonly number[]): { send: () => Promise<string>; sent: () => number } {
  let sent = 0;
  return {
    sent: () => sent,
    async send() {
      const code = codes[sent];
      sent += 1;
      if (code === undefined) return 'done';
      throw new ApiException(
        code,
        'no',
        { message: `because\nof ${code}` },
        {
          'retry-after': '0.01',
        },
      );
    },
  };
}

describe('request', () => {
  it.each([429, 503])('asks again after %i, as the server wants it', async (code) => {
    const { send, sent } = answers(code, code);
    expect(await request({ send, timeoutSeconds: 5 })).toBe('done');
    expect(sent()).toBe(3);
  });

  it.each([400, 403, 409, 500])('does not ask again after %i', async (code) => {
    const { send, sent } = answers(code);
    await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({
      code: 'refused',
      message: `the Kubernetes API answered ${code}: because of ${code}`,
    });
    expect(sent()).toBe(1);
  });

  it('gives up on a server that stays busy', async () => {
    const { send } = answers(...Array.from({ length: 100 }, () => 429));
    await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({ code: 'refused' });
  });

  it('waits no longer than the time limit, whatever the server asks', async () => {
    const send = () =>
      Promise.reject(new ApiException(503, 'no', 'busy', { 'retry-after': '3600' }));
    await expect(request({ send, timeoutSeconds: 0.05 })).rejects.toMatchObject({
      code: 'refused',
      message: 'the Kubernetes API answered 503: busy',
    });
  });

  it('takes what is tolerated for success', async () => {
    const { send } = answers(404);
    expect(await request({ send, timeoutSeconds: 5, tolerated: [404] })).toBeUndefined();
  });

  it('tells an object that exists from other conflicts', async () => {
    const body = JSON.stringify({ message: 'there is one', reason: 'AlreadyExists' });
    const send = () => Promise.reject(new ApiException(409, 'no', body, {}));
    await expect(request({ send, timeoutSeconds: 5 })).rejects.toMatchObject({ code: 'exists' });
  });

  it('shows what a server says as one short line', async () => {
    const said = `${'x'.repeat(10_000)}\u0000\nactive: all is well`;
    const send = () => Promise.reject(new ApiException(500, 'no', { message: said }, {}));
    const error = await request({ send, timeoutSeconds: 5 }).catch((reason: unknown) => reason);
    expect(String(error)).not.toContain('\n');
    expect(String(error).length).toBeLessThan(700);
  });
});
