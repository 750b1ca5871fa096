import { buildGoProgram } from '@k8s-backup-target/tools/go';
import type { Answers, Question } from './protocol.js';
import { runOracle } from './run-oracle.js';

/** Builds the oracle from Velero's published module, and returns its path. The first build takes minutes. */
export function buildOracle(): Promise<string> {
  return buildGoProgram({ folder: import.meta.dirname, name: 'velero-oracle' });
}

/** Asks the oracle. The answers are in the order of the questions. */
export async function askOracle<const Q extends readonly Question[]>(
  questions: Q,
): Promise<{ [I in keyof Q]: Answers[Q[I]['op']] }> {
  const answers = await runOracle(await buildOracle(), questions);
  return answers as { [I in keyof Q]: Answers[Q[I]['op']] };
}
