/** Feeds generated texts to TypeScript, in this process, and to an executor of Python, and compares. */
import type { Command } from '../drive-executor.js';
import { LineProcess } from '../line-process.js';
import { type Request, requestLine } from '../protocol.js';
import { typescriptAnswer } from '../typescript-answer.js';
import { agree } from './compare.js';
import { generateBatch } from './generate.js';

const BATCH = 1000;
/** One batch is answered while the next is written. */
const BATCHES_AHEAD = 2;
/** After so many disagreements the rest would say the same. */
const ENOUGH = 20;

/** A request that ended the executor, with what it said. */
export interface Crash {
  readonly request: Request | undefined;
  readonly message: string;
}

/** One run with one seed; its findings may be read while it goes on. */
export class Fuzzer {
  readonly #seed: number;
  readonly #command: Command;
  #until: number;
  #nextBatch = 0;
  compared = 0;
  valid = 0;
  /** The number of texts that were compared, by layer. */
  readonly layers: Map<string, number> = new Map();
  readonly issues: Map<string, number> = new Map();
  readonly disagreements: Request[] = [];
  readonly crashes: Crash[] = [];

  /** `until` is a time as `Date.now()` tells it. */
  constructor(seed: number, until: number, command: Command) {
    this.#seed = seed;
    this.#until = until;
    this.#command = command;
  }

  /** Keeps that many executors busy until the time is over. */
  async run(processes: number): Promise<void> {
    await Promise.all(Array.from({ length: processes }, () => this.#feed()));
  }

  /** Ends the run early; what was compared still counts. */
  stop(): void {
    this.#until = 0;
  }

  async #feed(): Promise<void> {
    const python = new LineProcess(this.#command);
    const lane = async () => {
      do await this.#batch(python);
      while (Date.now() < this.#until && this.disagreements.length < ENOUGH);
    };
    await Promise.all(Array.from({ length: BATCHES_AHEAD }, lane));
    python.end();
  }

  async #batch(python: LineProcess): Promise<void> {
    const requests = generateBatch(this.#seed, this.#nextBatch++, BATCH);
    const asked = python.ask(requests.map(requestLine));
    const answers = requests.map(typescriptAnswer);
    const lines = await asked.catch((error: Error) => error);
    if (lines instanceof Error) {
      this.stop();
      this.crashes.push(await this.#culprit(requests, lines.message));
      return;
    }
    for (const [index, request] of requests.entries()) {
      const answer = answers[index] ?? typescriptAnswer(request);
      if (!agree(answer, lines[index] ?? '')) this.disagreements.push(request);
      if (answer.valid) this.valid += 1;
      countOneMore(this.layers, request.layer);
      for (const { rule } of answer.issues ?? []) countOneMore(this.issues, rule);
    }
    this.compared += requests.length;
  }

  /** Asks a new executor one by one, to see at which request it ends. */
  async #culprit(requests: readonly Request[], message: string): Promise<Crash> {
    const python = new LineProcess(this.#command);
    for (const request of requests) {
      const answered = await python.ask([requestLine(request)]).catch(() => undefined);
      if (answered === undefined) return { request, message };
    }
    python.end();
    return { request: undefined, message };
  }
}

function countOneMore(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
