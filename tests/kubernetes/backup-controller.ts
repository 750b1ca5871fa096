/** Asks Velero's own backup controller, over a cluster in memory, whether it would run Backups. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** A Backup, and the whole objects of its cluster that the controller reads. */
export interface ControllerQuestion {
  /** The spec alone. */
  readonly backup: object;
  readonly objects: readonly object[];
}

/** What the controller made of it. */
export interface ControllerAnswer {
  /** Why the server could not decode the Backup. */
  readonly unreadable?: string;
  readonly validationErrors: readonly string[];
}

/** Asks the program. The answers are in the order of the questions. */
export async function askController(
  program: string,
  questions: readonly ControllerQuestion[],
): Promise<readonly ControllerAnswer[]> {
  const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  child.stdin.on('error', () => {
    // It ended early: its exit status says so.
  });
  child.stdin.end(questions.map((question) => JSON.stringify(question)).join('\n'));
  const lines = (await text(child.stdout)).split('\n').filter((line) => line !== '');
  const status = await ended;
  if (status !== 0 || lines.length !== questions.length) {
    throw new Error(`${lines.length} answers to ${questions.length} questions, status ${status}`);
  }
  return lines.map((line): ControllerAnswer => JSON.parse(line));
}
