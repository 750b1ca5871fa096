/** A ratio and its certainty: its median over the rounds, and the interval that holds it 19 times of 20. */

/** A ratio and its 95 % confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** An interval as wide as this part of the ratio says that the machine was too noisy. */
const TOO_WIDE = 0.1;

/** The ratio of two contenders, round by round: what slows a round slows both. */
export function ratio(of: readonly number[], over: readonly number[]): Estimate {
  return medianOf(of.map((sample, round) => sample / (over[round] ?? Number.NaN)));
}

/** The median, with an interval by order statistics, which asks nothing of how samples spread. */
export function medianOf(samples: readonly number[]): Estimate {
  const sorted = [...samples].sort((one, other) => one - other);
  const count = sorted.length;
  const cut = Math.max(0, Math.floor((count - 1.96 * Math.sqrt(count)) / 2));
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { value: at(Math.floor(count / 2)), low: at(cut), high: at(count - 1 - cut) };
}

/** Tells whether the interval is narrower than a tenth of the ratio. */
export function isSettled({ value, low, high }: Estimate): boolean {
  return (high - low) / value < TOO_WIDE;
}
