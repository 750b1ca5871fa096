import { expect, it } from 'vitest';
import { IssueList } from './issue-list.js';
import type { RelatedIssue } from './related.js';

function issues(relation: string, count: number): readonly RelatedIssue[] {
  return Array.from({ length: count }, (_, index) => ({
    relation,
    remoteApp: `app-of-${relation}`,
    severity: 'error',
    refused: true,
    path: `/backup_targets/${index}`,
    rule: 'type',
    message: 'must be an object',
  }));
}

it('lists in the order of the relations, whatever the order in which they were added', () => {
  const list = new IssueList(['a', 'b']);
  for (const relation of ['b', 'a', 'b']) list.add(issues(relation, 1));
  expect(list.listed.map(({ relation }) => relation)).toEqual(['a', 'b', 'b']);
});

it('lists nothing of a relation that it was not told of', () => {
  const list = new IssueList(['a']);
  list.add([...issues('unknown', 1), ...issues('a', 1)]);
  expect(list.listed.map(({ relation }) => relation)).toEqual(['a']);
});

it('lists a thousand of a relation, and says of the rest how many are listed', () => {
  const list = new IssueList(['a']);
  list.add(issues('a', 1000));
  expect(list.listed).toEqual(issues('a', 1000));
  list.add(issues('a', 2));
  expect(list.listed.slice(0, 1000)).toEqual(issues('a', 1000));
  expect(list.listed.slice(1000)).toEqual([
    expect.objectContaining({
      relation: 'a',
      remoteApp: 'app-of-a',
      path: '',
      rule: 'too-many-issues',
      refused: true,
      message: expect.stringContaining('1000'),
    }),
  ]);
});

it('lists ten thousand in all, and then says so of the first relation that is cut', () => {
  const relations = Array.from({ length: 11 }, (_, index) => `r${index}`);
  const list = new IssueList(relations);
  for (const relation of relations.slice(0, 10)) list.add(issues(relation, 1000));
  expect(list.listed).toHaveLength(10_000);
  expect(list.listed.some(({ rule }) => rule === 'too-many-issues')).toBe(false);
  list.add(issues('r10', 1));
  expect(list.listed).toHaveLength(10_001);
  expect(list.listed.at(-1)).toMatchObject({
    relation: 'r10',
    path: '',
    rule: 'too-many-issues',
    message: expect.stringContaining('10000'),
  });
});
