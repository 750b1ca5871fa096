import { describe, expect, it } from 'vitest';
import { plainCopy } from './plain-copy.js';

/** Lists in lists. */
function nested(levels: number): unknown[] {
  return levels === 0 ? [] : [nested(levels - 1)];
}

/** How many lists are in each other, first to last. */
function depthOf(value: unknown): number {
  return Array.isArray(value) && value.length > 0 ? 1 + depthOf(value[0]) : 0;
}

describe('a copy', () => {
  it('is as deep as 20 levels of lists and of objects', () => {
    expect(depthOf(plainCopy(nested(19)))).toBe(19);
    expect(depthOf(plainCopy(nested(40)))).toBe(20);
  });

  it('reads a value once that is in many places', () => {
    let reads = 0;
    const shared = {
      get ttl() {
        reads += 1;
        return '1h';
      },
    };
    expect(plainCopy([shared, shared])).toEqual([{ ttl: '1h' }, { ttl: '1h' }]);
    expect(reads).toBe(1);
  });

  it('keeps a value that holds itself', () => {
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    const copied = plainCopy(cyclic) as { self: unknown };
    expect(copied.self).toBe(copied);
    expect(copied).not.toBe(cyclic);
  });

  it('takes what has no prototype for plain, and nothing that has two', () => {
    expect(plainCopy(Object.assign(Object.create(null), { ttl: '1h' }))).toEqual({ ttl: '1h' });
    const named = plainCopy(new Map()) as { constructor: { name: string } };
    expect(named.constructor.name).toBe('Map');
    const anonymous = Object.create(Object.create(null));
    expect(plainCopy(Object.create(anonymous))).toMatchObject({
      constructor: { name: 'undefined' },
    });
  });
});
