/**
 * `npm run fuzz -- --seconds N --seed S [--processes P]`: generated and mutated texts to TypeScript,
 * in this process, and to Python, in processes of its own. Each disagreement is shrunk and added to
 * the corpus. Exit code 0: none; 1: some; 2: it could not be run.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { agree, typescriptAnswer } from './fuzz/compare.js';
import { addFoundCase } from './fuzz/found.js';
import { generateBatch } from './fuzz/generate.js';
import { shrink } from './fuzz/shrink.js';
import { implementationNamed, missingNeed } from './implementations.js';
import { LineProcess } from './line-process.js';
import { type Request, requestLine } from './protocol.js';

// A third of the texts is not JSON, and collecting a stack costs more than reading them.
Error.stackTraceLimit = 0;

const BATCH = 1000;
/** One batch is answered while the next is written. */
const BATCHES_AHEAD = 2;
/** How often a long run says how far it is, in milliseconds. */
const PROGRESS = 60_000;
/** After so many disagreements the rest would say the same. */
const ENOUGH = 20;

const PYTHON = implementationNamed('python');

class Fuzzer {
  readonly #seed: number;
  #until: number;
  #nextBatch = 0;
  compared = 0;
  valid = 0;
  readonly issues: Map<string, number> = new Map();
  readonly disagreements: Request[] = [];

  constructor(seed: number, seconds: number) {
    this.#seed = seed;
    this.#until = Date.now() + seconds * 1000;
  }

  /** Keeps one process busy until the time is over. */
  async feed(python: LineProcess): Promise<void> {
    const lane = async () => {
      while (Date.now() < this.#until && this.disagreements.length < ENOUGH)
        await this.#batch(python);
    };
    await Promise.all(Array.from({ length: BATCHES_AHEAD }, lane));
    python.end();
  }

  /** Ends the run early; what was compared still counts. */
  stop(): void {
    this.#until = 0;
  }

  async #batch(python: LineProcess): Promise<void> {
    const requests = generateBatch(this.#seed, this.#nextBatch++, BATCH);
    const asked = python.ask(requests.map(requestLine));
    const answers = requests.map(typescriptAnswer);
    const lines = await asked;
    for (const [index, answer] of answers.entries()) {
      const request = requests[index];
      if (request !== undefined && !agree(answer, lines[index] ?? ''))
        this.disagreements.push(request);
      if (answer.valid) this.valid += 1;
      for (const { rule } of answer.issues ?? [])
        this.issues.set(rule, (this.issues.get(rule) ?? 0) + 1);
    }
    this.compared += requests.length;
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      processes: { type: 'string', default: String(availableParallelism()) },
    },
  });
  const seconds = wholeNumber('--seconds', values.seconds);
  const seed = wholeNumber('--seed', values.seed);
  const processes = wholeNumber('--processes', values.processes);
  for (const implementation of [implementationNamed('typescript'), PYTHON]) {
    const missing = missingNeed(implementation);
    if (missing !== undefined) throw new RangeError(missing);
  }
  const fuzzer = new Fuzzer(seed, seconds);
  const started = Date.now();
  process.once('SIGINT', () => fuzzer.stop());
  const progress = setInterval(() => {
    console.error(`${fuzzer.compared} texts, ${fuzzer.disagreements.length} disagreements`);
  }, PROGRESS);
  await Promise.all(
    Array.from({ length: processes }, () => fuzzer.feed(new LineProcess(PYTHON.command))),
  );
  clearInterval(progress);
  await report(fuzzer, seed, (Date.now() - started) / 1000);
  return fuzzer.disagreements.length === 0 ? 0 : 1;
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new RangeError(`${option} is a whole number above 0`);
  return Number(text);
}

async function report(fuzzer: Fuzzer, seed: number, seconds: number): Promise<void> {
  const { compared, valid, issues, disagreements } = fuzzer;
  const python = new LineProcess(PYTHON.command);
  const fails = async (request: Request): Promise<boolean> => {
    const [line = ''] = await python.ask([requestLine(request)]);
    return !agree(typescriptAnswer(request), line);
  };
  for (const request of disagreements) {
    const smallest = await shrink(request, fails);
    const [line = ''] = await python.ask([requestLine(smallest)]);
    const found = addFoundCase(smallest, typescriptAnswer(smallest), seed);
    console.log(`${found.id} (${found.layer}, ${found.view} view): ${JSON.stringify(found.input)}`);
    console.log(`  typescript: ${JSON.stringify(typescriptAnswer(smallest))}`);
    console.log(`  python:     ${line}`);
  }
  python.end();
  const rate = Math.round(compared / seconds);
  const rules = [...issues].sort().map(([rule, count]) => `${rule} ${count}`);
  console.log(`seed ${seed}: ${compared} texts compared in ${seconds} s (${rate} a second)`);
  console.log(`${valid} valid, ${compared - valid} invalid; issues: ${rules.join(', ')}`);
  console.log(`${disagreements.length} unexplained disagreements`);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`fuzz: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
