/** The words of outcomes and statuses, whole. */
import { expect, it } from 'vitest';
import { describeOutcome, type Outcome, type SkipReason } from './outcome.js';
import { statusOf } from './status.js';

const ENDPOINTS = ['backup', 'other'];

it.each<[SkipReason, string, ReturnType<typeof statusOf>]>([
  ['hook-not-ours', 'skipped: the hook does not refresh the backup target', null],
  [
    'no-relation',
    'skipped: nothing is related to backup or other',
    { status: 'waiting', message: 'no backup charm is related to backup or other' },
  ],
  [
    'not-leader',
    'skipped: this unit is not the leader',
    { status: 'active', message: 'the leader publishes the backup target' },
  ],
  [
    'nothing-wanted',
    'skipped: nothing is to be backed up',
    { status: 'active', message: 'nothing to back up' },
  ],
])('%s', (reason, text, status) => {
  const outcome: Outcome = { status: 'skipped', reason, endpoints: ENDPOINTS };
  expect(describeOutcome(outcome)).toBe(text);
  expect(statusOf(outcome)).toEqual(status);
});

it('names three relations of a kind, and counts four', () => {
  const relationsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      return { relation: `backup:${index}`, status: 'absent' as const };
    });
  const outcome = (count: number): Outcome => {
    return { status: 'unchanged', relations: relationsOf(count), warnings: [] };
  };
  expect(describeOutcome(outcome(3))).toBe('nothing to withdraw from backup:0, backup:1, backup:2');
  expect(describeOutcome(outcome(4))).toBe('nothing to withdraw from 4 relations');
});
