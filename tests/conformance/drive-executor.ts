/** Runs one executor over many requests and collects its answers, whatever the executor does. */
import { spawn } from 'node:child_process';
import { type Answer, parseAnswer, type Request, requestLine } from './protocol.js';

/** The command that starts an executor. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** The result of a run. It went well when `faults` is empty and every request has its answer. */
export interface Run {
  readonly answers: ReadonlyMap<string, Answer>;
  /** The executor's faults other than wrong answers: one sentence each. */
  readonly faults: readonly string[];
  readonly stderr: string;
}

/** The number of characters that are kept of a chatty executor's output for the report. */
const KEPT = 4000;

/**
 * Asks every request and waits until the executor ends, `limit` milliseconds at most: what comes
 * later is too late, and the executor is killed. Never throws.
 */
export function driveExecutor(
  command: Command,
  requests: readonly Request[],
  limit: number,
): Promise<Run> {
  return new Promise((resolve) => {
    const answers = new Answers(requests);
    const faults: string[] = [];
    let stderr = '';
    const child = spawn(command.program, command.args, { stdio: 'pipe' });
    const timer = setTimeout(() => {
      faults.push(`did not end within ${limit / 1000} s and was killed: its answers are too late`);
      child.kill('SIGKILL');
      // A child of the executor may hold the pipes open for as long as it likes.
      child.stdout.destroy();
      child.stderr.destroy();
    }, limit);
    const end = (fault: string | undefined) => {
      clearTimeout(timer);
      if (fault !== undefined) faults.push(fault);
      resolve({ answers: answers.found, faults: [...faults, ...answers.faults()], stderr });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => answers.read(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = `${stderr}${text}`.slice(-KEPT);
    });
    child.on('error', (error) => end(`could not be started: ${error.message}`));
    child.on('close', (code, signal) => end(exitFault(code, signal, child.killed)));
    // An executor that ends early closes its input; its exit says more than the broken pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(requests.map(requestLine).join(''));
  });
}

function exitFault(
  code: number | null,
  signal: string | null,
  killed: boolean,
): string | undefined {
  if (code === 0 || killed) return undefined;
  return code === null ? `was ended by ${signal}` : `ended with exit code ${code}`;
}

/** Sorts an executor's lines into answers and faults. */
class Answers {
  readonly found: Map<string, Answer> = new Map();
  readonly #asked: ReadonlySet<string>;
  readonly #faults: string[] = [];
  #rest = '';

  constructor(requests: readonly Request[]) {
    this.#asked = new Set(requests.map(({ id }) => id));
  }

  read(text: string): void {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  faults(): readonly string[] {
    const rest = this.#rest === '' ? [] : [`ended inside a line: ${quote(this.#rest)}`];
    const missing = this.#asked.size - this.found.size;
    const none =
      missing === 0 ? [] : [`left ${missing} of ${this.#asked.size} requests unanswered`];
    return [...shortened(this.#faults), ...rest, ...none];
  }

  #line(line: string): void {
    const answer = parseAnswer(line);
    if (answer === undefined)
      this.#faults.push(`printed a line that is not an answer: ${quote(line)}`);
    else if (!this.#asked.has(answer.id))
      this.#faults.push(`answered ${quote(answer.id)}, which was not asked`);
    else if (this.found.has(answer.id))
      this.#faults.push(`answered ${quote(answer.id)} more than once`);
    else this.found.set(answer.id, answer);
  }
}

/** Five faults tell as much as five thousand. */
function shortened(faults: readonly string[]): readonly string[] {
  const more = faults.length - 5;
  return more > 0 ? [...faults.slice(0, 5), `and ${more} more faults like these`] : faults;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}...` : text);
}
