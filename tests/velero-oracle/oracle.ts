import { spawn } from 'node:child_process';
import { buildGoProgram } from '@k8s-backup-target/tools/go';
import type { Answers, Question } from './protocol.js';

/** Builds the oracle from Velero's published module, and returns its path. The first build takes minutes. */
export function buildOracle(): Promise<string> {
  return buildGoProgram({ folder: import.meta.dirname, name: 'velero-oracle' });
}

/** Asks the oracle. The answers are in the order of the questions. */
export async function askOracle<const Q extends readonly Question[]>(
  questions: Q,
): Promise<{ [I in keyof Q]: Answers[Q[I]['op']] }> {
  const lines = questions.map((question) => JSON.stringify(question)).join('\n');
  const answers = (await run(await buildOracle(), lines)).split('\n').filter((line) => line !== '');
  if (answers.length !== questions.length) {
    throw new Error(`${answers.length} answers to ${questions.length} questions`);
  }
  return answers.map((line) => JSON.parse(line)) as { [I in keyof Q]: Answers[Q[I]['op']] };
}

function run(command: string, input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [], { stdio: ['pipe', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.on('error', reject);
    child.stdin.on('error', () => {
      // The child ended early: its exit status says why.
    });
    child.on('close', (status) => {
      if (status === 0) resolve(Buffer.concat(output).toString('utf8'));
      else reject(new Error(`${command} ended with ${status}: ${Buffer.concat(complaints)}`));
    });
    child.stdin.end(input);
  });
}
