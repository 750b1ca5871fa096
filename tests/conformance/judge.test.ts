import { describe, expect, it } from 'vitest';
import type { Case } from './corpus.js';
import { type Judged, judge, sameDetails } from './judge.js';

const OURS: Judged = { namesIssues: true, mayLackFields: false };
const REFERENCE: Judged = { namesIssues: false, mayLackFields: true };

function targets(spec: object) {
  return { backup_targets: [{ app: 'a', relation_name: 'r', model: 'm', spec }] };
}

const EXPECTED: Case = {
  id: 'new/field',
  summary: 'a field that was added',
  layer: 'object',
  view: 'read',
  input: '',
  valid: true,
  value: targets({ ttl: '1h', new_field: ['a'] }),
  issues: [],
  provenance: 'the schema',
};

function verdict(spec: object, judged: Judged): string {
  const answer = { id: EXPECTED.id, valid: true, value: targets(spec) };
  return judge(EXPECTED, answer, judged, undefined).kind;
}

describe('judge', () => {
  it('wants every field of an implementation that is released with the schema', () => {
    expect(verdict({ ttl: '1h', new_field: ['a'] }, OURS)).toBe('passed');
    expect(verdict({ ttl: '1h' }, OURS)).toBe('failed');
  });

  it('does not miss a field that an implementation released apart never has', () => {
    expect(verdict({ ttl: '1h' }, REFERENCE)).toBe('passed');
  });

  it('still compares what such an implementation has', () => {
    expect(verdict({ ttl: '1h', new_field: null }, REFERENCE)).toBe('failed');
    expect(verdict({ ttl: '2h' }, REFERENCE)).toBe('failed');
  });
});

describe('sameDetails', () => {
  const issue = {
    path: '/spec',
    rule: 'additionalProperties',
    severity: 'error' as const,
    message: 'has the unknown field "tll"',
    remedy: 'write ttl, or remove it',
    key: 'tll',
    suggestion: 'ttl',
  };

  it('takes issues as a set', () => {
    expect(sameDetails([issue, issue], [issue])).toBe(true);
    expect(sameDetails([], [issue])).toBe(false);
  });

  it.each(Object.keys(issue))('compares %s', (member) => {
    expect(sameDetails([{ ...issue, [member]: 'other' }], [issue])).toBe(false);
  });
});
