import { expect, it } from 'vitest';
import { placeOfField } from './place-of-field.js';

const TEXT = { type: 'string' };

it.each([
  ['at the top', 'top', '/spec/top'],
  ['the nearest to the top, though a deeper one is written before it', 'twice', '/spec/c/twice'],
  ['the first of those that are equally near', 'name', '/spec/a/name'],
  ['below a name that a pointer escapes', 'deep', '/spec/a/b~1c/deep'],
  ['not in a list, whose items have no one place', 'item', null],
  ['not in what every object has', 'constructor', null],
  ['nowhere', 'none', null],
])('finds a field %s', (_, name, place) => {
  const spec = {
    properties: {
      a: { properties: { 'b/c': { properties: { twice: TEXT, deep: TEXT } }, name: TEXT } },
      c: { properties: { twice: TEXT, name: TEXT } },
      list: { items: { properties: { item: TEXT } } },
      top: TEXT,
    },
  };
  expect(placeOfField(name, spec, '/spec')).toBe(place);
});
