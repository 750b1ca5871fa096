/**
 * The corpus in this process. The table of conformance asks an executor of its own; here every change of the code that
 * a mutation room makes is asked at once.
 */
import { describe, expect, it } from 'vitest';
import { aboutLayers, readCorpus } from './corpus.js';
import { type Judged, judge } from './judge.js';
import { CONTRACT_LAYERS } from './protocol.js';
import { typescriptAnswer } from './typescript-answer.js';

const TYPESCRIPT: Judged = { namesIssues: true, mayLackFields: false };

describe('TypeScript answers as the corpus says', () => {
  it.each(aboutLayers(readCorpus(), [...CONTRACT_LAYERS, 'cron']))('in $class', ({ cases }) => {
    const failed = cases
      .map((stated) => ({
        id: stated.id,
        ...judge(stated, typescriptAnswer(stated), TYPESCRIPT, undefined),
      }))
      .filter(({ kind }) => kind !== 'passed');
    expect(failed).toEqual([]);
  });
});
