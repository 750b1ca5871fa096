import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Answers, Question } from './protocol.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const BINARY = fileURLToPath(new URL('dist/velero-oracle', import.meta.url));

/** The oldest Go that can fetch the toolchain which Velero's module asks for. */
const OLDEST_GO = 21;

/** Why the oracle cannot run on this machine; undefined where it can. */
export function whyNoOracle(): string | undefined {
  const { error, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (error !== undefined) return `there is no Go on PATH (${error.message})`;
  const minor = /go1\.(\d+)/.exec(stdout)?.[1];
  if (minor !== undefined && Number(minor) < OLDEST_GO) {
    return `Go is older than 1.${OLDEST_GO} (${stdout.trim()})`;
  }
  return undefined;
}

/** Builds the oracle from Velero's published module. The first build takes a minute or two. */
export async function buildOracle(): Promise<void> {
  mkdirSync(fileURLToPath(new URL('dist', import.meta.url)), { recursive: true });
  await run('go', ['build', '-o', BINARY, '.'], '');
}

/** Asks the oracle. The answers are in the order of the questions. */
export async function askOracle<const Q extends readonly Question[]>(
  questions: Q,
): Promise<{ [I in keyof Q]: Answers[Q[I]['op']] }> {
  const lines = questions.map((question) => JSON.stringify(question)).join('\n');
  const answers = (await run(BINARY, [], lines)).split('\n').filter((line) => line !== '');
  if (answers.length !== questions.length) {
    throw new Error(`${answers.length} answers to ${questions.length} questions`);
  }
  return answers.map((line) => JSON.parse(line)) as { [I in keyof Q]: Answers[Q[I]['op']] };
}

function run(command: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: FOLDER, stdio: ['pipe', 'pipe', 'pipe'] });
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
