/** What the fuzzer found in one target. */
export interface FuzzResult {
  /** How many inputs it read. */
  readonly runs: number;
  /** Places in the code that were passed. */
  readonly places: number;
  /** A line for each promise that was broken, with the name of the input in dist/fuzz. */
  readonly crashes: readonly string[];
}

/** What the fuzzer did with one target. */
export interface FuzzRun extends FuzzResult {
  readonly target: string;
  /** Of the clock, the start of the fuzzer included. */
  readonly seconds: number;
}
