import type { First } from '../answer/first.js';
import { FIRST_QUESTION } from '../examples/first-question.js';
import { SAMPLE_CLUSTER } from '../examples/sample-cluster.js';
import { answerQuestion } from './answer-question.js';

/** The answer to the question that the page starts with. */
export async function answerFirst(): Promise<First> {
  const answer = await answerQuestion(FIRST_QUESTION, SAMPLE_CLUSTER);
  return { answer, objects: SAMPLE_CLUSTER.objects.length };
}
