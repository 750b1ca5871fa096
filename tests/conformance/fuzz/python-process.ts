/** A long-lived Python executor that answers batches. */
import { type ChildProcess, spawn } from 'node:child_process';
import { IMPLEMENTATIONS } from '../implementations.js';
import { type Request, requestLine } from '../protocol.js';

interface Pending {
  readonly count: number;
  readonly lines: string[];
  readonly resolve: (lines: readonly string[]) => void;
  readonly reject: (error: Error) => void;
}

/** Answers come in the order of the requests; batches may overlap. */
export class PythonProcess {
  readonly #child: ChildProcess;
  readonly #pending: Pending[] = [];
  #rest = '';
  #stderr = '';

  constructor() {
    const python = IMPLEMENTATIONS.find(({ name }) => name === 'python');
    if (python === undefined) throw new Error('there is no executor for python');
    this.#child = spawn(python.command.program, python.command.args, { stdio: 'pipe' });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = `${this.#stderr}${text}`.slice(-4000);
    });
    this.#child.stdin?.on('error', () => undefined);
    this.#child.on('error', (error) => this.#fail(error.message));
    this.#child.on('close', (code) => this.#fail(`ended with exit code ${code}`));
  }

  /** The answer lines, one for each request. Rejects when the process ends before. */
  ask(requests: readonly Request[]): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ count: requests.length, lines: [], resolve, reject });
      this.#child.stdin?.write(requests.map(requestLine).join(''));
    });
  }

  end(): void {
    this.#child.stdin?.end();
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    const batch = this.#pending[0];
    batch?.lines.push(line);
    if (batch === undefined || batch.lines.length < batch.count) return;
    this.#pending.shift();
    batch.resolve(batch.lines);
  }

  #fail(reason: string): void {
    for (const { reject } of this.#pending.splice(0))
      reject(new Error(`the python executor ${reason}\n${this.#stderr}`));
  }
}
