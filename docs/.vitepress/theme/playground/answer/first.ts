import type { Answer } from './answer.js';
import type { Question } from './question.js';

/** What the page shows before anything is asked. */
export interface First {
  readonly question: Question;
  readonly answer: Answer;
  /** How many objects the sample cluster has. */
  readonly objects: number;
  /** The measured releases of Velero, the newest first. The page loads their table only with the worker. */
  readonly releases: readonly string[];
}
