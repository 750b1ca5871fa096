/** The results of one benchmark: a section of docs/benchmarks.md, and ratios by name for `--json`. */
import { type Estimate, isSettled } from './estimate.js';
import type { Timing } from './measure.js';

/** An aim and what was measured. */
export interface Aim {
  readonly name: string;
  /** For example `at most 1.3`. */
  readonly aim: string;
  readonly measured: number;
  /** The interval that holds it 19 times of 20; absent for a value that does not vary. */
  readonly interval?: Estimate | undefined;
  readonly met: boolean;
  /** Why it was missed, where it was. */
  readonly cause?: string | undefined;
}

/** One group of contenders, shown as a table. */
export interface Race {
  readonly title: string;
  readonly timings: readonly Timing[];
  /** The contender that the others are compared with. */
  readonly floor: string;
  /** One more column, by contender. */
  readonly notes?: Readonly<Record<string, string>> | undefined;
}

/** Which races and contenders people look at. */
export interface Plot {
  readonly title: string;
  /** The floor's name, below the axis: a bar of length 1 takes as long. */
  readonly floor: string;
  /** Titles begin with this. */
  readonly races: string;
  /** In the order of the bars; ours first. A race without one of them leaves it out. */
  readonly contenders: readonly string[];
}

export interface Section {
  readonly id: string;
  readonly title: string;
  /** The method of measuring, in a sentence or two. */
  readonly method: string;
  readonly races: readonly Race[];
  readonly aims: readonly Aim[];
  /** The one chart of the section, where a chart says more than its tables. */
  readonly plot?: Plot | undefined;
}

/** An aim that a figure stays at or below a bound. */
export function atMost(
  name: string,
  bound: number,
  measured: number | Estimate,
  cause?: string,
): Aim {
  const found = figureOf(measured);
  return { name, aim: `at most ${bound}`, ...found, met: found.measured <= bound, cause };
}

/** An aim that a figure reaches a bound. */
export function atLeast(
  name: string,
  bound: number,
  measured: number | Estimate,
  cause?: string,
): Aim {
  const found = figureOf(measured);
  return { name, aim: `at least ${bound}`, ...found, met: found.measured >= bound, cause };
}

function figureOf(measured: number | Estimate): Pick<Aim, 'measured' | 'interval'> {
  return typeof measured === 'number'
    ? { measured }
    : { measured: measured.value, interval: measured };
}

/** Describes a measured value, with its interval, and whether the machine was too noisy for it. */
export function describeMeasured({ measured, interval }: Aim): string {
  if (interval === undefined) return measured.toFixed(2);
  const range = `${measured.toFixed(2)} (${interval.low.toFixed(2)} to ${interval.high.toFixed(2)})`;
  return isSettled(interval) ? range : `${range}, on a machine too noisy to tell better`;
}
