import { expect, it } from 'vitest';
import { NOTHING, problem, together } from './forwarding.js';

it('several outcomes say all that each says, in order', () => {
  const one = { problems: ['a'], notes: ['b'], waits: ['c'], done: ['d'], isComplete: true };
  const other = { problems: ['e'], notes: ['f'], waits: ['g'], done: ['h'], isComplete: true };
  expect(together(one, NOTHING, other)).toEqual({
    problems: ['a', 'e'],
    notes: ['b', 'f'],
    waits: ['c', 'g'],
    done: ['d', 'h'],
    isComplete: true,
  });
});

it('they are complete where each is', () => {
  expect(together()).toEqual(NOTHING);
  expect(together(NOTHING, problem('a')).isComplete).toBe(false);
  expect(together(problem('a'), NOTHING).isComplete).toBe(false);
});

it('a problem keeps everything as it is', () => {
  expect(problem('a', 'b')).toEqual({ ...NOTHING, problems: ['a', 'b'], isComplete: false });
});
