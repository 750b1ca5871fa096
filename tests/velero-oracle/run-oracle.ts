import { spawn } from 'node:child_process';

/** Asks a program questions, one a line: its answers are in their order. */
export async function runOracle<Answer>(
  command: string,
  questions: readonly unknown[],
): Promise<readonly Answer[]> {
  const lines = questions.map((question) => JSON.stringify(question)).join('\n');
  const answers = (await run(command, lines)).split('\n').filter((line) => line !== '');
  if (answers.length !== questions.length) {
    throw new Error(`${answers.length} answers to ${questions.length} questions`);
  }
  return answers.map((line) => JSON.parse(line));
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
