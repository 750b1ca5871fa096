import { describe, expect, it } from 'vitest';
import { isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName } from './internal.js';

const a = (count: number) => 'a'.repeat(count);

describe('isDnsLabel', () => {
  it.each(['a', '0', 'ab', 'a-b', 'a--b', '0-0', a(63)])('takes %j', (text) => {
    expect(isDnsLabel(text)).toBe(true);
  });

  it.each(['', '-', '-a', 'a-', 'A', 'aB', 'a.b', 'a_b', 'a b', 'a\n', 'é', a(64)])(
    'refuses %j',
    (text) => {
      expect(isDnsLabel(text)).toBe(false);
    },
  );
});

describe('isDnsSubdomain', () => {
  // Kubernetes bounds the whole, not its parts.
  it.each(['a', 'a.b', '0.a-b.c', `${a(64)}.b`, a(253)])('takes %j', (text) => {
    expect(isDnsSubdomain(text)).toBe(true);
  });

  it.each(['', '.', 'a.', '.a', 'a..b', 'a.-b', 'a-.b', 'A.b', 'a_b', 'a/b', a(254)])(
    'refuses %j',
    (text) => {
      expect(isDnsSubdomain(text)).toBe(false);
    },
  );
});

describe('a name of Kubernetes that is no DNS label', () => {
  it.each(['a', 'A', '0', 'aB', 'a.b_c-D', 'a__b', a(63)])('%j is a key and a value', (text) => {
    expect([isQualifiedName(text), isLabelValue(text)]).toEqual([true, true]);
  });

  it.each(['-', '.', '_', '-a', 'a-', '.a', 'a.', '_a', 'a_', 'a b', 'a/b', 'é', 'a\n', a(64)])(
    '%j is neither a key nor a value',
    (text) => {
      expect([isQualifiedName(text), isLabelValue(text)]).toEqual([false, false]);
    },
  );

  it('may be empty as a value alone', () => {
    expect([isQualifiedName(''), isLabelValue('')]).toEqual([false, true]);
  });
});
