import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import type { First } from '../answer/first.js';
import { FIRST_QUESTION } from '../examples/first-question.js';
import { SAMPLE_CLUSTER } from '../examples/sample-cluster.js';
import { answerQuestion } from './answer-question.js';

/** The answer to the question that the page starts with. */
export async function answerFirst(): Promise<First> {
  const answer = await answerQuestion(FIRST_QUESTION, SAMPLE_CLUSTER);
  const releases = MEASURED_RELEASES.map(({ release }) => release).reverse();
  return { question: FIRST_QUESTION, answer, objects: SAMPLE_CLUSTER.objects.length, releases };
}
