/** The result of comparing this package with the oracle. */
export interface Verdict {
  /** The number of inputs that were judged. */
  readonly judged: number;
  /** The number of those that this package accepted. */
  readonly accepted: number;
  /** One line for each input on which the two differ. */
  readonly disagreements: readonly string[];
}
