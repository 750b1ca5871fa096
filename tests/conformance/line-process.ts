/** A long-lived process that answers each line with a line. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Command } from './drive-executor.js';

interface Pending {
  readonly count: number;
  readonly lines: string[];
  readonly resolve: (lines: readonly string[]) => void;
  readonly reject: (error: Error) => void;
}

/** Answers come in the order of the questions; batches may overlap. */
export class LineProcess {
  readonly #child: ChildProcess;
  readonly #pending: Pending[] = [];
  #rest = '';
  #stderr = '';
  #failure: Error | undefined;

  constructor({ program, args }: Command) {
    this.#child = spawn(program, args, { stdio: 'pipe' });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = `${this.#stderr}${text}`.slice(-4000);
    });
    this.#child.stdin?.on('error', () => undefined);
    this.#child.on('error', (error) => this.#fail(`could not be started: ${error.message}`));
    this.#child.on('close', (code) => this.#fail(`ended with exit code ${code}`));
  }

  /**
   * The answer lines to `lines`, each of which ends with a line feed. Rejects when the process ends before, or
   * has ended.
   */
  ask(lines: readonly string[]): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      this.#pending.push({ count: lines.length, lines: [], resolve, reject });
      this.#child.stdin?.write(lines.join(''));
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
    this.#failure ??= new Error(`the process ${reason}\n${this.#stderr}`);
    for (const { reject } of this.#pending.splice(0)) reject(this.#failure);
  }
}
