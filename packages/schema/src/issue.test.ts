import { describe, expect, it } from 'vitest';
import { ContractError, describeIssue, isContractError, oneLine } from './issue.js';

function shown(path: string): string {
  return describeIssue({ path, rule: 'type', message: 'is odd' });
}

describe('describeIssue', () => {
  it.each([
    ['', 'the value is odd'],
    ['/ttl', '/ttl is odd'],
    [`/${'k'.repeat(199)}`, `/${'k'.repeat(199)} is odd`],
    [`/${'k'.repeat(1_000_000)}/end`, `/${'k'.repeat(139)}...${'k'.repeat(46)}/end is odd`],
    ['\u{1f600}'.repeat(200), `${'\u{1f600}'.repeat(200)} is odd`],
    ['\u{1f600}'.repeat(201), `${'\u{1f600}'.repeat(140)}...${'\u{1f600}'.repeat(50)} is odd`],
    [
      `${'\u{1f600}'.repeat(200)}x`,
      `${'\u{1f600}'.repeat(140)}...${'\u{1f600}'.repeat(49)}x is odd`,
    ],
  ])('%.20s', (path, line) => {
    expect(shown(path)).toBe(line);
  });

  it('shortens a message and a remedy that name a stranger at length', () => {
    const issue = {
      path: '/x',
      rule: 'type',
      message: 'm'.repeat(10_000),
      remedy: 'r'.repeat(601),
    };
    const [message, remedy] = ['m', 'r'].map((c) => `${c.repeat(420)}...${c.repeat(150)}`);
    expect(describeIssue(issue)).toBe(`/x ${message}: ${remedy}`);
  });
});

describe('oneLine', () => {
  it.each([
    ['a line break', 'a\nb'],
    ['a colour', 'a\u001bb'],
    ['a line separator', 'a\u2028b'],
    ['marks that turn the direction, in a run', 'a\u202e\u2066\u061cb'],
    ['each of those marks', 'a\u200e\u200f\u202a\u202b\u2067\u2069b'],
    ['a paragraph separator', 'a\u2029b'],
    ['marks of an annotation', 'a\ufff9\ufffa\ufffbb'],
    ['a mark of byte order', 'a\ufeffb'],
    ['a lone surrogate', 'a\ud83db'],
    ['what is not a character', 'a\ufdd0\u{1ffff}\u{10fffe}b'],
  ])('replaces %s', (_, text) => {
    expect(oneLine(text)).toBe('a b');
  });

  it.each(['é', '\u{1f469}\u200d\u{1f52c}', '\u0645\u06cc\u200c\u062e', '\u00ad'])(
    'keeps %j',
    (text) => {
      expect(oneLine(text)).toBe(text);
    },
  );
});

describe('isContractError', () => {
  const issues = [{ path: '/ttl', rule: 'type', message: 'is odd' } as const];

  it('recognises the error, also of another copy of the package', () => {
    expect(isContractError(new ContractError(issues))).toBe(true);
    const other = Object.assign(new Error('x'), { name: 'ContractError', code: 'invalid-data' });
    expect(isContractError(other)).toBe(true);
  });

  it.each([
    [null],
    [{ name: 'ContractError', code: 'invalid-data' }],
    [new Error('invalid-data')],
    [Object.assign(new Error('x'), { name: 'ContractError' })],
    [Object.assign(new Error('x'), { name: 'ContractError', code: 'other' })],
    [Object.assign(new Error('x'), { code: 'invalid-data' })],
  ])('takes %s for none', (value) => {
    expect(isContractError(value)).toBe(false);
  });
});
