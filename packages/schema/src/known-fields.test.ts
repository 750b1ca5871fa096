import { expect, it } from 'vitest';
import { knownAt } from './known-fields.js';

const FIELDS = { list: { item: { '2nd': null, a: null }, x: null } };

it.each([
  ['', ['list']],
  ['/list', ['item', 'x']],
  ['/list/0', ['item', 'x']],
  ['/list/10/item', ['2nd', 'a']],
  ['/list/10/item/a', []],
  ['/list/10/item/2nd', []],
  ['/list/1x', []],
  ['/list/x1', []],
  ['/no/such/place', []],
])('knows at "%s" the fields %j', (path, names) => {
  expect(knownAt(FIELDS, path)).toEqual(names);
});
