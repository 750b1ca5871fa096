import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { plainDataIssues } from './plain-data.js';

class Label {
  readonly app = 'x';
}

describe('plainDataIssues', () => {
  it.each<[string, unknown]>([
    ['what is no object', ['', 0, true, null, undefined]],
    ['lists and objects of them', { a: [{ b: {} }, []], c: 'd' }],
    ['an object without a prototype', Object.assign(Object.create(null), { a: {} })],
    ['an object of another realm', runInNewContext('({ a: [{}] })')],
  ])('finds nothing in %s', (_, value) => {
    expect(plainDataIssues(value)).toEqual([]);
  });

  it.each<[string, unknown, readonly (readonly [path: string, name: string])[]]>([
    ['a Map', new Map(), [['', 'Map']]],
    ['an instance of a class', { label_selector: new Label() }, [['/label_selector', 'Label']]],
    ['an item of a list', [{}, new Date(0)], [['/1', 'Date']]],
    ['what is below the first of several', { a: {}, b: { c: [new Set()] } }, [['/b/c/0', 'Set']]],
    ['a key that a pointer escapes', { 'a/b~c': new Map() }, [['/a~1b~0c', 'Map']]],
    [
      'an instance whose prototype has lost its constructor',
      Object.create(Object.create({ constructor: undefined })),
      [['', 'undefined']],
    ],
    [
      'each of several',
      [new Map(), { a: new Set() }, 1, 'b', null, undefined],
      [
        ['/0', 'Map'],
        ['/1/a', 'Set'],
      ],
    ],
  ])('finds %s', (_, value, found) => {
    expect(plainDataIssues(value)).toEqual(
      found.map(([path, name]) => ({
        path,
        rule: 'type',
        message: `is an instance of ${name}`,
        remedy: 'pass plain data, as JSON.parse returns it',
      })),
    );
  });
});
