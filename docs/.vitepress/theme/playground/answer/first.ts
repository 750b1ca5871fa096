import type { Answer } from './answer.js';

/** What the page shows before anything is asked. */
export interface First {
  readonly answer: Answer;
  /** How many objects the sample cluster has. */
  readonly objects: number;
}
