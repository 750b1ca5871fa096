import { describe, expect, it } from 'vitest';
import { compareSchemas } from './compare.js';

const SPEC = {
  title: 'Spec',
  type: 'object',
  required: ['app'],
  properties: {
    app: { type: 'string', description: 'Who asks.', maxLength: 63, minLength: 1 },
    count: { type: ['boolean', 'null'], default: null },
    any: { description: 'Any value.' },
    names: { type: ['array', 'null'], items: { type: 'string' } },
    labels: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
    ttl: { type: ['string', 'null'], pattern: '^[0-9]+h$', examples: ['72h'] },
    inner: { $ref: '#/$defs/Inner' },
  },
};

const RELEASED = {
  $id: 'urn:test:v0',
  $ref: '#/$defs/Spec',
  $defs: { Spec: SPEC, Inner: { type: 'object', properties: { next: { $ref: '#/$defs/Inner' } } } },
};

type Property = keyof typeof SPEC.properties;

/** The released schema with other rules for one field; undefined removes one. */
function withField(name: Property, changes: Readonly<Record<string, unknown>>) {
  const field = { ...SPEC.properties[name], ...changes };
  const kept = Object.fromEntries(Object.entries(field).filter(([, value]) => value !== undefined));
  return withSpec({ properties: { ...SPEC.properties, [name]: kept } });
}

function withSpec(changes: Readonly<Record<string, unknown>>) {
  return { ...RELEASED, $defs: { ...RELEASED.$defs, Spec: { ...SPEC, ...changes } } };
}

function without(name: Property): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(SPEC.properties).filter(([key]) => key !== name));
}

const AT = '/$defs/Spec/properties';

describe('passes', () => {
  it.each<[string, unknown]>([
    ['no change', RELEASED],
    [
      'an added optional field, whatever its rules',
      withSpec({ properties: { ...SPEC.properties, new: { type: 'string', pattern: '^a$' } } }),
    ],
    [
      'an added definition',
      { ...RELEASED, $defs: { ...RELEASED.$defs, Other: { type: 'object', required: ['a'] } } },
    ],
    ['other words', withField('app', { description: 'The application.', examples: ['a'] })],
    ['another way to write "not set"', withField('app', { 'x-published-when-unset': true })],
    ['another type as well', withField('app', { type: ['string', 'null'] })],
    ['a field required no longer', withSpec({ required: [] })],
    ['wider bounds', withField('app', { maxLength: 64, minLength: 0 })],
    ['no bounds', withField('app', { maxLength: undefined, minLength: undefined })],
    ['a minimum of nothing', withField('ttl', { minLength: 0 })],
    ['any type', withField('app', { type: undefined })],
    ['any items', withField('names', { items: undefined })],
    ['other keys of any kind', withField('labels', { additionalProperties: true })],
    ['keys in another order', withSpec(Object.fromEntries(Object.entries(SPEC).reverse()))],
    [
      'a definition written out where it was named',
      withField('inner', { $ref: undefined, ...RELEASED.$defs.Inner }),
    ],
    [
      'an allowed key of a map',
      withField('labels', { properties: { a: { type: ['string', 'null'] } } }),
    ],
  ])('%s', (_, current) => {
    expect(compareSchemas(RELEASED, current)).toEqual([]);
  });
});

describe('refuses', () => {
  it.each<[string, unknown, string, string]>([
    [
      'a removed field',
      withSpec({ properties: without('count') }),
      `${AT}/count`,
      'removed: peers',
    ],
    [
      'a renamed field, and names its successor',
      withSpec({ properties: { ...without('count'), number: SPEC.properties.count } }),
      `${AT}/count`,
      'removed or renamed to "number"',
    ],
    [
      'a removed definition',
      { ...RELEASED, $defs: { Spec: { ...SPEC, properties: without('inner') } } },
      '/$defs/Inner',
      'definition was removed',
    ],
    [
      'another type',
      withField('app', { type: 'boolean' }),
      `${AT}/app/type`,
      'string is no longer',
    ],
    ['a type where any was', withField('any', { type: 'string' }), `${AT}/any/type`, 'any type'],
    ['no more null', withField('ttl', { type: 'string' }), `${AT}/ttl/type`, 'null is no longer'],
    [
      'a field newly required',
      withSpec({ required: ['app', 'count'] }),
      '/$defs/Spec/required',
      '"count" is newly required',
    ],
    [
      'a required field that is new itself',
      withSpec({ required: ['app', 'n'], properties: { ...SPEC.properties, n: {} } }),
      '/$defs/Spec/required',
      '"n" is newly required',
    ],
    [
      'a lower maximum',
      withField('app', { maxLength: 62 }),
      `${AT}/app/maxLength`,
      'from 63 to 62',
    ],
    ['a higher minimum', withField('app', { minLength: 2 }), `${AT}/app/minLength`, 'from 1 to 2'],
    [
      'a minimum where there was none',
      withField('ttl', { minLength: 1 }),
      `${AT}/ttl/minLength`,
      'from 0 to 1',
    ],
    [
      'a maximum where there was none',
      withField('ttl', { maxLength: 9 }),
      `${AT}/ttl/maxLength`,
      'was added',
    ],
    [
      'a pattern where any text was',
      withField('app', { pattern: '^a' }),
      `${AT}/app/pattern`,
      'was added',
    ],
    [
      'a pattern that refuses a released example, and names it',
      withField('ttl', { pattern: '^[0-9]h$' }),
      `${AT}/ttl/pattern`,
      'no longer takes "72h"',
    ],
    [
      'any other pattern, since it is not proved to be wider',
      withField('ttl', { pattern: '^[0-9]+[hm]$' }),
      `${AT}/ttl/pattern`,
      'reviewed-widenings.json',
    ],
    [
      'a removed pattern, to which readers in the field keep',
      withField('ttl', { pattern: undefined }),
      `${AT}/ttl/pattern`,
      'was removed: charms in the field refuse',
    ],
    [
      'a closed map',
      withSpec({ additionalProperties: false }),
      '/$defs/Spec/additionalProperties/not',
      'not was added',
    ],
    [
      'narrower values of a map',
      withField('labels', { additionalProperties: { type: 'string' } }),
      `${AT}/labels/additionalProperties/type`,
      'null is no longer',
    ],
    [
      'values of a map where any was',
      withField('inner', {
        $ref: undefined,
        type: 'object',
        additionalProperties: { type: 'string' },
      }),
      `${AT}/inner/additionalProperties/type`,
      'any type',
    ],
    [
      'a key taken from a map for something narrower',
      withField('labels', { properties: { a: { type: 'null' } } }),
      `${AT}/labels/properties/a/type`,
      'string is no longer',
    ],
    [
      'narrower items',
      withField('names', { items: { type: 'string', maxLength: 5 } }),
      `${AT}/names/items/maxLength`,
      'was added',
    ],
    [
      'another default',
      withField('count', { default: 1 }),
      `${AT}/count/default`,
      'default was changed',
    ],
    [
      'a keyword outside of the dialect',
      withField('app', { format: 'uri' }),
      `${AT}/app/format`,
      'format was added',
    ],
    [
      'a list of values, which the dialect does not have',
      withField('app', { enum: ['a'] }),
      `${AT}/app/enum`,
      'enum was added',
    ],
    ['another $id', { ...RELEASED, $id: 'urn:test:v1' }, '/$id', '$id was changed'],
    [
      'no reference at the root',
      { ...RELEASED, $ref: '#/$defs/Missing' },
      '/$ref',
      '$ref was added',
    ],
    [
      'a narrower definition in the place of another',
      {
        ...RELEASED,
        $ref: '#/$defs/Strict',
        $defs: { ...RELEASED.$defs, Strict: { ...SPEC, required: ['app', 'ttl'] } },
      },
      '/required',
      '"ttl" is newly required',
    ],
    [
      'a field that nothing fits',
      withSpec({ properties: { ...SPEC.properties, app: false } }),
      `${AT}/app/not`,
      'not was added',
    ],
  ])('%s', (_, current, pointer, reason) => {
    const breaks = compareSchemas(RELEASED, current);
    expect(breaks.map((found) => found.pointer)).toContain(pointer);
    expect(breaks.find((found) => found.pointer === pointer)?.reason).toContain(reason);
  });

  it('a narrower rule within a definition once, wherever it is named', () => {
    const Inner = { ...RELEASED.$defs.Inner, additionalProperties: false };
    const current = { ...RELEASED, $defs: { ...RELEASED.$defs, Inner } };
    expect(compareSchemas(RELEASED, current)).toHaveLength(1);
  });
});

describe('a reviewed widening', () => {
  const pointer = `${AT}/ttl/pattern`;
  const from = '^[0-9]+h$';
  const to = '^[0-9]+[hm]$';

  it('passes at its place, from and to its patterns only', () => {
    const current = withField('ttl', { pattern: to });
    expect(compareSchemas(RELEASED, current, [{ pointer, from, to }])).toEqual([]);
    expect(compareSchemas(RELEASED, current, [{ pointer, from, to: '^x$' }])).toHaveLength(1);
    expect(compareSchemas(RELEASED, current, [{ pointer: '/x', from, to }])).toHaveLength(1);
  });

  it('passes a removed pattern where it is reviewed', () => {
    const current = withField('ttl', { pattern: undefined });
    expect(compareSchemas(RELEASED, current, [{ pointer, from, to: '' }])).toEqual([]);
    expect(compareSchemas(RELEASED, current, [{ pointer, from, to }])).toHaveLength(1);
  });

  it('does not pass where a released example proves it wrong', () => {
    const wrong = '^[0-9]m$';
    const current = withField('ttl', { pattern: wrong });
    expect(compareSchemas(RELEASED, current, [{ pointer, from, to: wrong }])).toHaveLength(1);
  });
});
