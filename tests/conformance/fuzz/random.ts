import { mulberry32 } from '@k8s-backup-target/tools/mulberry32';

/** A seeded stream of random choices: the same seed gives the same texts on every machine. */
export class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    // Neighbouring seeds would start with neighbouring numbers without this.
    this.#next = mulberry32(Math.imul(seed ^ (seed >>> 16), 0x85ebca6b));
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor((this.#next() / 2 ** 32) * limit);
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  /** A list of `make`'s results, of a length below `limit`. */
  list<T>(limit: number, make: () => T): T[] {
    return Array.from({ length: this.below(limit) }, make);
  }
}
