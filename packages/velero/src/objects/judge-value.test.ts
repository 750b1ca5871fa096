import { describe, expect, it } from 'vitest';
import { judgeValue } from './judge-value.js';
import type { Structure } from './schema/structure.js';

/** The faults of a value, each as `path message`. */
function faultsOf(value: unknown, structure: Structure): string[] {
  return judgeValue(value, structure, '').faults.map(({ path, message }) => `${path} ${message}`);
}

function storedOf(value: unknown, structure: Structure): unknown {
  return judgeValue(value, structure, '').stored;
}

const TEXT: Structure = { type: 'string' };

describe('the type of a value', () => {
  it.each([
    ['string', 'a'],
    ['integer', 1],
    ['number', 1.5],
    ['number', 1],
    ['boolean', false],
    ['array', []],
    ['object', {}],
    [undefined, 'a'],
    [undefined, 1],
    [undefined, [{ a: null }]],
  ])('may be %s for %j', (type, value) => {
    const structure = type === undefined ? {} : { type };
    expect(judgeValue(value, structure, '')).toEqual({ stored: value, faults: [] });
  });

  it.each([
    ['string', 1, 'must be a text, not a whole number'],
    ['string', null, 'must be a text, not null'],
    ['integer', 1.5, 'must be a whole number, not a number'],
    ['number', '1', 'must be a number, not a text'],
    ['boolean', 'yes', 'must be true or false, not a text'],
    ['array', {}, 'must be a list, not an object'],
    ['object', [], 'must be an object, not a list'],
    ['integer', true, 'must be a whole number, not true or false'],
  ])('is %s, so %j is refused as it is', (type, value, message) => {
    expect(faultsOf(value, { type })).toEqual([` ${message}`]);
    expect(storedOf(value, { type })).toBe(value);
  });
});

describe('null', () => {
  it('is kept where the schema says so', () => {
    expect(judgeValue(null, { type: 'string', nullable: true }, '')).toEqual({
      stored: null,
      faults: [],
    });
    const structure = { type: 'object', properties: { a: { type: 'string', nullable: true } } };
    expect(storedOf({ a: null }, structure)).toEqual({ a: null });
  });

  it('is no value in a field that is not nullable', () => {
    const structure = { type: 'object', properties: { a: TEXT }, required: ['a'] };
    expect(faultsOf({ a: null }, structure)).toEqual([' lacks the field a, which is required']);
    expect(storedOf({ a: null }, structure)).toEqual({});
  });
});

describe('a list', () => {
  it('may have too few items, which are judged nevertheless', () => {
    const structure = { type: 'array', minItems: 2, items: TEXT };
    expect(faultsOf(['a', 'b'], structure)).toEqual([]);
    expect(faultsOf([1], structure)).toEqual([
      ' must have 2 item or more',
      '/0 must be a text, not a whole number',
    ]);
    expect(faultsOf([], { type: 'array' })).toEqual([]);
  });

  it('is stored without what its items lose', () => {
    const items = { type: 'object', properties: { a: TEXT } };
    expect(storedOf([{ a: 'x', b: 1 }], { type: 'array', items })).toEqual([{ a: 'x' }]);
  });
});

describe('a member of an object', () => {
  const known = { properties: { name: TEXT } };

  it('that the schema does not have is dropped', () => {
    const structure = { type: 'object', ...known };
    expect(judgeValue({ name: 'a', more: 1 }, structure, '/spec')).toEqual({
      stored: { name: 'a' },
      faults: [
        {
          path: '/spec/more',
          rule: 'unknown-field',
          message: 'is unknown: the API server drops the more field',
          remedy: 'correct its spelling or remove it',
          key: 'more',
          fate: 'pruned',
          known: ['name'],
          belongsAt: null,
        },
      ],
    });
    expect(judgeValue({ a: 1 }, { type: 'object' }, '')).toMatchObject({
      stored: {},
      faults: [{ known: [] }],
    });
  });

  it.each([[{ type: 'object', 'x-kubernetes-preserve-unknown-fields': true }], [{}]])(
    'that the schema does not have is kept by %j',
    (open) => {
      const value = { name: 'a', more: { any: null } };
      expect(judgeValue(value, { ...open, ...known }, '')).toEqual({ stored: value, faults: [] });
    },
  );

  it('has the schema of all others where it has none of its own', () => {
    const structure = {
      type: 'object',
      properties: { n: { type: 'integer' } },
      additionalProperties: TEXT,
    };
    expect(faultsOf({ n: 1, a: 'x' }, structure)).toEqual([]);
    expect(faultsOf({ n: 'x', a: 1, constructor: 1 }, structure)).toEqual([
      '/n must be a whole number, not a text',
      '/a must be a text, not a whole number',
      '/constructor must be a text, not a whole number',
    ]);
  });

  it('that is required may be absent where it has a default', () => {
    const properties = { a: TEXT, b: { type: 'string', default: '' } };
    const structure = { type: 'object', properties, required: ['a', 'b', 'c'] };
    expect(judgeValue({}, structure, '/spec').faults).toEqual([
      {
        path: '/spec',
        rule: 'missing-field',
        message: 'lacks the field a, which is required',
        key: 'a',
        fate: 'refused',
        known: [],
        belongsAt: null,
      },
      expect.objectContaining({ key: 'c' }),
    ]);
    expect(
      faultsOf({ a: '', c: 1 }, { ...structure, 'x-kubernetes-preserve-unknown-fields': true }),
    ).toEqual([]);
  });
});

describe('a scalar', () => {
  it('is one of those that the schema lists', () => {
    const structure = { type: 'string', enum: ['Continue', 'Fail'] };
    expect(judgeValue('Fail', structure, '')).toEqual({ stored: 'Fail', faults: [] });
    expect(faultsOf('fail', structure)).toEqual([' must be "Continue" or "Fail"']);
    expect(storedOf('fail', structure)).toBe('fail');
  });

  it('has the format that the schema asks for', () => {
    const structure = { type: 'string', format: 'byte' };
    expect(judgeValue('YQ==', structure, '')).toEqual({ stored: 'YQ==', faults: [] });
    expect(faultsOf('a b', structure)).toEqual([' is not base64']);
    expect(storedOf('a b', structure)).toBe('a b');
  });
});
