import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.js';

const FIELDS = ['include_namespaces', 'exclude_namespaces', 'label_selector', 'ttl'];

describe('nearest', () => {
  it.each([
    ['exclude_namespace', 'exclude_namespaces'],
    ['excludedNamespaces', 'exclude_namespaces'],
    ['includeNamespaces', 'include_namespaces'],
    ['LABEL_SELECTOR', 'label_selector'],
    ['lable_selector', 'label_selector'],
    ['tll', 'ttl'],
    ['TTL', 'ttl'],
    ['label', 'label_selector'],
  ])('takes %s for %s', (text, name) => {
    expect(nearest(text, FIELDS)).toBe(name);
  });

  it.each(['', 'x', 'url', 'schedule', 'namespaces', `${'ttl'.repeat(100)}`])(
    'takes "%.20s" for nothing',
    (text) => {
      expect(nearest(text, FIELDS)).toBeUndefined();
    },
  );

  it('prefers the first of those that are equally near', () => {
    expect(nearest('cat', ['bat', 'car'])).toBe('bat');
    expect(nearest('cat', ['car', 'bat'])).toBe('car');
  });

  it('counts two swapped characters as one edit', () => {
    expect(nearest('abdc', ['abcd'])).toBe('abcd');
    expect(nearest('badc', ['abcd'])).toBeUndefined();
  });
});
