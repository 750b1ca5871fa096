/**
 * What the code that Jazzer.js has instrumented tells of a run: how often each place was passed, and the texts that it
 * was compared with.
 */

/** Two texts that were compared and differ: in the next input, one may take the place of the other. */
export type Unequal = readonly [string, string];

/** The newest count: what was compared long ago is of another input. */
const MOST_UNEQUAL = 64;
const LONGEST_WORD = 64;

/** So often passed: 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more: as in AFL. */
function bucketOf(count: number): number {
  if (count < 4) return 1 << (count - 1);
  if (count < 8) return 8;
  if (count < 16) return 16;
  if (count < 32) return 32;
  return count < 128 ? 64 : 128;
}

/** The counters of all places, and what was seen of them in all runs. */
export class Coverage {
  /** The newest comparisons that failed. */
  readonly unequal: Unequal[] = [];
  #compares = 0;
  #counts = new Uint32Array(2 ** 20);
  #seen = new Uint8Array(2 ** 20);
  #passed: number[] = [];
  #places = 0;

  /** How many places were passed in any run. */
  get places(): number {
    return this.#places;
  }

  /** Becomes the global that instrumented code calls. */
  install(): void {
    const tracer = {
      traceStrCmp: (a: unknown, b: unknown, operator: string) => this.#compared(a, b, operator),
      traceNumberCmp: (a: number, b: number, operator: string) => compared(a, b, operator),
      traceAndReturn: (current: unknown, target: unknown) => {
        if (current !== target) this.#remember(current, target);
        return target;
      },
    };
    const coverageTracker = { incrementCounter: (id: number) => this.#pass(id) };
    Object.assign(globalThis, { Fuzzer: { coverageTracker, tracer } });
  }

  /** True if the run since the last call passed a place that no run had passed, or so often. */
  isNew(): boolean {
    let isNew = false;
    for (const id of this.#passed) {
      const bucket = bucketOf(this.#counts[id] ?? 1);
      const seen = this.#seen[id] ?? 0;
      if (seen === 0) this.#places += 1;
      if ((seen & bucket) === 0) {
        this.#seen[id] = seen | bucket;
        isNew = true;
      }
      this.#counts[id] = 0;
    }
    this.#passed = [];
    return isNew;
  }

  #pass(id: number): void {
    const count = this.#counts[id] ?? 0;
    if (count === 0) this.#passed.push(id);
    this.#counts[id] = count + 1;
  }

  #compared(a: unknown, b: unknown, operator: string): boolean {
    if (a !== b) this.#remember(a, b);
    return compared(a, b, operator);
  }

  #remember(a: unknown, b: unknown): void {
    if (typeof a !== 'string' || typeof b !== 'string') return;
    if (a.length > LONGEST_WORD || b.length > LONGEST_WORD) return;
    this.unequal[this.#compares % MOST_UNEQUAL] = [a, b];
    this.#compares += 1;
  }
}

/** The comparison that the instrumented code has in its source. */
function compared(a: unknown, b: unknown, operator: string): boolean {
  switch (operator) {
    case '===':
      return a === b;
    case '!==':
      return a !== b;
    case '==':
      // biome-ignore lint/suspicious/noDoubleEquals: it is what the source says.
      return a == b;
    case '!=':
      // biome-ignore lint/suspicious/noDoubleEquals: it is what the source says.
      return a != b;
    case '<':
      return Number(a) < Number(b);
    case '<=':
      return Number(a) <= Number(b);
    case '>':
      return Number(a) > Number(b);
    default:
      return Number(a) >= Number(b);
  }
}
