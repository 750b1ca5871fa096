import { describe, expect, it } from 'vitest';
import { everyPage, type PageRequest } from './every-page.js';
import { KubernetesRefusal } from './kubernetes-api.js';

/** Reads a list whose pages a function makes; counts how often it was asked. */
function reading(pageAt: (page: PageRequest) => object): {
  found: Promise<readonly unknown[]>;
  asked: () => number;
} {
  let asked = 0;
  const found = everyPage({
    timeoutSeconds: 5,
    async pageAt(page) {
      asked += 1;
      const object = pageAt(page);
      return { object, bytes: JSON.stringify(object).length };
    },
  });
  return { found, asked: () => asked };
}

const page = (items: unknown, next = '') => ({ items, metadata: { continue: next } });

describe('everyPage', () => {
  it('reads one page after another', async () => {
    const { found } = reading(({ from }) => (from === undefined ? page([1], 'x') : page([2])));
    expect(await found).toEqual([1, 2]);
  });

  it.each([undefined, null, {}, 'x'])(
    'takes items that are %j for no empty list',
    async (items) => {
      const { found } = reading(() => page(items));
      await expect(found).rejects.toThrow('cannot be read: an answer has no items');
    },
  );

  it('ends when a page says to begin again', async () => {
    const { found, asked } = reading(() => page([1], 'the same'));
    await expect(found).rejects.toThrow('it begins again after a page');
    expect(asked()).toBe(2);
  });

  it('ends a list that never does', async () => {
    let token = 0;
    const { found, asked } = reading(() => {
      token += 1;
      return page([], String(token));
    });
    await expect(found).rejects.toThrow('it does not end within 200 pages and 20 s');
    expect(asked()).toBe(200);
  });

  it('holds at most 256 MiB of all pages', async () => {
    let token = 0;
    const found = everyPage({
      timeoutSeconds: 5,
      async pageAt() {
        token += 1;
        return { object: page([], String(token)), bytes: 60_000_000 };
      },
    });
    await expect(found).rejects.toThrow('it has more than 268435456 bytes');
    expect(token).toBe(5);
  });

  it('asks for smaller pages where one is too large, down to one object', async () => {
    const sizes: number[] = [];
    const { found } = reading(({ limit }) => {
      sizes.push(limit);
      if (limit > 100) throw new KubernetesRefusal('too-large', 'too large');
      return page([1]);
    });
    expect(await found).toEqual([1]);
    expect(sizes).toEqual([500, 250, 125, 62]);
    const never = reading(() => {
      throw new KubernetesRefusal('too-large', 'too large');
    });
    await expect(never.found).rejects.toMatchObject({ code: 'too-large' });
  });

  it.each([
    {},
    { metadata: null },
    { metadata: 'more' },
    { metadata: {} },
    { metadata: { continue: '' } },
    { metadata: { continue: 5 } },
    { metadata: { continue: null } },
  ])('ends where a page names no other: %j', async (rest) => {
    expect(await reading(() => ({ items: [1], ...rest })).found).toEqual([1]);
  });

  it('needs an answer', async () => {
    const found = everyPage({ timeoutSeconds: 5, pageAt: async () => undefined });
    await expect(found).rejects.toMatchObject({
      code: 'refused',
      message: "the Kubernetes API's list of Schedules cannot be read: there is no answer",
    });
  });

  it('takes at most four times as long as one request may', async () => {
    let asked = 0;
    const found = everyPage({
      timeoutSeconds: 0.01,
      async pageAt() {
        asked += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { object: page([], String(asked)), bytes: 1 };
      },
    });
    await expect(found).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('it does not end within 200 pages and 0.04 s'),
    });
    expect(asked).toBeLessThan(20);
  });

  it('holds 256 MiB of all pages', async () => {
    const pages = [page([1], 'a'), page([2], 'b'), page([3])];
    const sizes = [134_217_728, 134_217_728, 0];
    const found = everyPage({
      timeoutSeconds: 5,
      async pageAt() {
        return { object: pages.shift() ?? {}, bytes: sizes.shift() ?? 0 };
      },
    });
    expect(await found).toEqual([1, 2, 3]);
  });

  it('asks for no page of less than one object', async () => {
    const { found, asked } = reading(() => {
      throw new KubernetesRefusal('too-large', 'too large');
    });
    await expect(found).rejects.toMatchObject({ code: 'too-large' });
    // 500, 250, 125, 62, 31, 15, 7, 3, 1
    expect(asked()).toBe(9);
  });

  it('hides no fault of another kind', async () => {
    const fault = Object.assign(new Error('a fault'), { code: 'too-large' });
    const { found, asked } = reading(() => {
      throw fault;
    });
    await expect(found).rejects.toBe(fault);
    expect(asked()).toBe(1);
  });
});
