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
});
