/**
 * `npm run fuzz -- --seconds N --seed S [--processes P]`: generated and mutated texts to TypeScript,
 * in this process, and to Python, in processes of its own. Each disagreement is shrunk and added to
 * the corpus. Exit code 0: none; 1: some; 2: it could not be run.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { agree } from './fuzz/compare.js';
import { addToCorpus, foundCase } from './fuzz/found.js';
import { Fuzzer } from './fuzz/fuzzer.js';
import { shrink } from './fuzz/shrink.js';
import { implementationNamed } from './implementations.js';
import { LineProcess } from './line-process.js';
import { type Request, requestLine } from './protocol.js';
import { typescriptAnswer } from './typescript-answer.js';

// Many texts are not JSON, and collecting a stack costs more than reading them.
Error.stackTraceLimit = 0;

/** The interval at which a long run reports its progress, in milliseconds. */
const PROGRESS = 60_000;

const PYTHON = implementationNamed('python');

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
  PYTHON.provide();
  const started = Date.now();
  const fuzzer = new Fuzzer(seed, started + seconds * 1000, PYTHON.command);
  process.once('SIGINT', () => fuzzer.stop());
  const progress = setInterval(() => {
    console.error(`${fuzzer.compared} texts, ${fuzzer.disagreements.length} disagreements`);
  }, PROGRESS);
  await fuzzer.run(processes);
  clearInterval(progress);
  await report(fuzzer, seed, (Date.now() - started) / 1000);
  return fuzzer.disagreements.length + fuzzer.crashes.length === 0 ? 0 : 1;
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new RangeError(`${option} is a whole number above 0`);
  return Number(text);
}

async function report(fuzzer: Fuzzer, seed: number, seconds: number): Promise<void> {
  const { compared, valid, layers, issues, disagreements, crashes } = fuzzer;
  for (const { request, message } of crashes)
    console.log(`python died of ${JSON.stringify(request ?? 'a batch')}: ${message}`);
  const python = new LineProcess(PYTHON.command);
  const fails = async (request: Request): Promise<boolean> => {
    const [line = ''] = await python.ask([requestLine(request)]);
    return !agree(typescriptAnswer(request), line);
  };
  for (const request of disagreements) {
    const smallest = await shrink(request, fails);
    const [line = ''] = await python.ask([requestLine(smallest)]);
    const found = foundCase(smallest, typescriptAnswer(smallest), seed);
    addToCorpus(found);
    console.log(`${found.id} (${found.layer}, ${found.view} view): ${JSON.stringify(found.input)}`);
    console.log(`  typescript: ${JSON.stringify(typescriptAnswer(smallest))}`);
    console.log(`  python:     ${line}`);
  }
  python.end();
  const rate = Math.round(compared / seconds);
  const listed = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .sort()
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  console.log(`seed ${seed}: ${compared} texts compared in ${seconds} s (${rate} a second)`);
  console.log(`${valid} valid, ${compared - valid} invalid; issues: ${listed(issues)}`);
  console.log(`by layer: ${listed(layers)}`);
  console.log(`${disagreements.length} unexplained disagreements, ${crashes.length} crashes`);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`fuzz: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
