/**
 * Timing that holds on a noisy machine: the contenders run in turn, round after round, until their ratios
 * are known to a tenth or the time is up. What is reported is the median of each. No library does that: see
 * "Why the timing is our own" in findings.md.
 */
import { type Estimate, isSettled, medianOf, ratio } from './estimate.js';

/** Something to time. `prepare` is not timed. */
export interface Contender {
  readonly name: string;
  readonly prepare?: () => void | Promise<void>;
  readonly run: () => unknown;
}

/** A contender's times in milliseconds. */
export interface Timing {
  readonly name: string;
  /** The median. */
  readonly milliseconds: number;
  /** One for each round; rounds of different contenders in one race correspond. */
  readonly samples: readonly number[];
}

/** When a race ends. */
export interface Effort {
  /** The rounds that are run in any case, after one that is not counted. */
  readonly rounds: number;
  /** From then on, more rounds are run for this long, until every ratio over the floor is settled. */
  readonly seconds?: number | undefined;
  /** The contender whose ratios to the others matter. Default: the first. */
  readonly floor?: string | undefined;
  /** Milliseconds since some moment. Default: of the wall. */
  readonly clock?: (() => number) | undefined;
}

const wallClock = (): number => performance.now();

/** Processor time of this process: others on the machine lengthen it far less than the wall's. */
function processorClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Times each contender once in each round, one after another. */
export async function race(contenders: readonly Contender[], effort: Effort): Promise<Timing[]> {
  const samples = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  const { clock = wallClock } = effort;
  await runRound(contenders, new Map(), clock);
  const start = performance.now();
  for (let round = 0; ; round++) {
    const isLate = performance.now() - start > (effort.seconds ?? 0) * 1000;
    if (round >= effort.rounds && (isLate || areSettled(contenders, samples, effort.floor))) break;
    await runRound(contenders, samples, clock);
  }
  return contenders.map(({ name }) => timing(name, samples.get(name) ?? []));
}

async function runRound(
  contenders: readonly Contender[],
  samples: ReadonlyMap<string, number[]>,
  clock: () => number,
): Promise<void> {
  for (const { name, prepare, run } of contenders) {
    await prepare?.();
    const start = clock();
    await run();
    samples.get(name)?.push(clock() - start);
  }
}

function areSettled(
  contenders: readonly Contender[],
  samples: ReadonlyMap<string, number[]>,
  floor = contenders[0]?.name ?? '',
): boolean {
  const over = samples.get(floor) ?? [];
  return contenders.every(({ name }) => isSettled(ratio(samples.get(name) ?? [], over)));
}

/** A contender's times, with their median. */
export function timing(name: string, samples: readonly number[]): Timing {
  return { name, milliseconds: medianOf(samples).value, samples };
}

/**
 * As `race`, for functions too short to time once: each sample is the mean of as many calls as fill 20 ms
 * of processor time.
 */
export async function raceFunctions(
  contenders: readonly Contender[],
  effort: Effort,
): Promise<Timing[]> {
  const repeats = new Map(contenders.map((contender) => [contender.name, repeatsFor(contender)]));
  const repeated = contenders.map((contender) => {
    const count = repeats.get(contender.name) ?? 1;
    const run = (): void => {
      for (let call = 0; call < count; call++) contender.run();
    };
    return { name: contender.name, run };
  });
  const timings = await race(repeated, { ...effort, clock: processorClock });
  return timings.map(({ name, samples }) =>
    timing(
      name,
      samples.map((sample) => sample / (repeats.get(name) ?? 1)),
    ),
  );
}

function repeatsFor({ run }: Contender): number {
  const start = processorClock();
  let count = 0;
  while (processorClock() - start < 20) {
    run();
    count += 1;
  }
  return count;
}

/** The median time of a contender by its name. */
export function timeOf(timings: readonly Timing[], name: string): number {
  return timings.find((timing) => timing.name === name)?.milliseconds ?? Number.NaN;
}

/** Computes how many times as long one contender takes as another. */
export function ratioOf(timings: readonly Timing[], name: string, over: string): Estimate {
  const samplesOf = (wanted: string) =>
    timings.find((timing) => timing.name === wanted)?.samples ?? [];
  return ratio(samplesOf(name), samplesOf(over));
}
