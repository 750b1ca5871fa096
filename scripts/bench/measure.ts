/**
 * Timing that holds on a noisy machine: the contenders run in turn, round after round, and what is
 * reported is the median of each, and ratios within the same run.
 */

/** Something to time. `prepare` is not timed. */
export interface Contender {
  readonly name: string;
  readonly prepare?: () => void | Promise<void>;
  readonly run: () => unknown;
}

/** A contender's median time in milliseconds. */
export interface Timing {
  readonly name: string;
  readonly milliseconds: number;
}

/** Times each contender `rounds` times, one after another in each round, after one round that is not counted. */
export async function race(contenders: readonly Contender[], rounds: number): Promise<Timing[]> {
  const samples = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) {
      await contender.prepare?.();
      const start = performance.now();
      await contender.run();
      const elapsed = performance.now() - start;
      if (round > 0) samples.get(contender.name)?.push(elapsed);
    }
  }
  return contenders.map(({ name }) => ({ name, milliseconds: median(samples.get(name) ?? []) }));
}

/** As `race`, for functions too short to time once: each sample is the mean of as many calls as fill 20 ms. */
export async function raceFunctions(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Timing[]> {
  const repeats = new Map(contenders.map((contender) => [contender.name, repeatsFor(contender)]));
  const repeated = contenders.map((contender) => {
    const count = repeats.get(contender.name) ?? 1;
    const run = (): void => {
      for (let call = 0; call < count; call++) contender.run();
    };
    return { name: contender.name, run };
  });
  const timings = await race(repeated, rounds);
  return timings.map(({ name, milliseconds }) => ({
    name,
    milliseconds: milliseconds / (repeats.get(name) ?? 1),
  }));
}

function repeatsFor({ run }: Contender): number {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 20) {
    run();
    count += 1;
  }
  return count;
}

/** The median time of a contender by its name. */
export function timeOf(timings: readonly Timing[], name: string): number {
  return timings.find((timing) => timing.name === name)?.milliseconds ?? Number.NaN;
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
