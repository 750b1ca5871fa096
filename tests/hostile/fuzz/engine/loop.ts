/** The loop of the fuzzer: an input that shows something new is kept, and others are made of it. */
import { createHash } from 'node:crypto';
import {
  ftruncateSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../targets/index.js';
import type { Coverage } from './coverage.js';
import { mutated } from './mutate.js';
import { Random } from './random.js';

/** A run of the fuzzer. */
export interface FuzzOptions {
  readonly target: Target;
  readonly coverage: Coverage;
  readonly seed: number;
  readonly seconds: number;
  /** Ends it after so many inputs. Default: none. */
  readonly mostRuns?: number;
  /** The folder with the first inputs. */
  readonly corpus: string;
  /** What was found is written here. */
  readonly crashes: string;
  /** An open file that always holds the input which is being read, for whoever finds this process dead. */
  readonly current: number;
}

/** What a run found. */
export interface FuzzResult {
  readonly runs: number;
  /** Places in the code that it passed. */
  readonly places: number;
  /** Inputs that showed something new. */
  readonly kept: number;
  /** One line for each promise that was broken, once. */
  readonly crashes: readonly string[];
}

const LONGEST_BYTES = 8192;
/** Of the wall clock, on a machine that does much else: a reader of 8 KiB that takes so long is not linear. */
const SLOW_MS = 20_000;

export async function fuzzLoop(options: FuzzOptions): Promise<FuzzResult> {
  const { corpus, coverage, seconds, seed, mostRuns = Number.POSITIVE_INFINITY } = options;
  const random = new Random(seed);
  const end = Date.now() + seconds * 1000;
  const crashes = new Map<string, string>();
  const first = readdirSync(corpus)
    .sort()
    .map((name) => readFileSync(join(corpus, name)));
  const kept: [Buffer, ...Buffer[]] = [Buffer.alloc(0)];
  let runs = 0;
  while (runs < mostRuns && Date.now() < end) {
    const next = first.shift();
    const input =
      next ??
      mutated(
        chosen(kept, random),
        { other: random.one(kept), unequal: coverage.unequal, longest: LONGEST_BYTES },
        random,
      );
    const crash = await read(input, options);
    runs += 1;
    if (coverage.isNew() || next !== undefined) kept.push(input);
    if (crash !== undefined && !crashes.has(crash)) crashes.set(crash, save(input, crash, options));
  }
  return { runs, places: coverage.places, kept: kept.length, crashes: [...crashes.values()] };
}

/** The newest are chosen more often: they lead to places that few inputs reach. */
function chosen(kept: readonly [Buffer, ...Buffer[]], random: Random): Buffer {
  const newest = kept.length - 1 - random.below(Math.min(20, kept.length));
  return random.below(2) === 0 ? random.one(kept) : (kept[newest] ?? kept[0]);
}

/** What it was that broke a promise; undefined if none is broken. */
async function read(input: Buffer, { target, current }: FuzzOptions): Promise<string | undefined> {
  writeSync(current, input, 0, input.length, 0);
  ftruncateSync(current, input.length);
  const start = Date.now();
  try {
    await target(input);
    return Date.now() - start > SLOW_MS ? 'it takes too long' : undefined;
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    return `${message.split('\n')[0]?.slice(0, 200)} ${/\n\s+at (\S+)/.exec(stack)?.[1] ?? ''}`;
  }
}

function save(input: Buffer, crash: string, { crashes }: FuzzOptions): string {
  mkdirSync(crashes, { recursive: true });
  const name = createHash('sha256').update(input).digest('hex').slice(0, 12);
  writeFileSync(join(crashes, name), input);
  return `${name}: ${crash}`;
}
