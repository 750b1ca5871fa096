// Room: Problems of a databag, a spec or an object of Velero. May import any room that does not need it.
import type { ShapedInput } from '../input/shape.js';
import type { Problem } from './problem.js';

/** The result: how many targets, specs and objects, and everything wrong with them. */
export interface Judgement {
  readonly judged: number;
  readonly problems: readonly Problem[];
  /** Files of a folder that may hold something to judge, and cannot be read. */
  readonly notRead?: readonly ShapedInput[];
}

/** Several judgements as one. */
export function together(judgements: readonly Judgement[]): Required<Judgement> {
  return {
    judged: judgements.reduce((sum, { judged: count }) => sum + count, 0),
    problems: judgements.flatMap(({ problems }) => problems),
    notRead: judgements.flatMap(({ notRead = [] }) => notRead),
  };
}
