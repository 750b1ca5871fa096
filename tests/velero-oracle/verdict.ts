/** What came of comparing this package with the oracle. */
export interface Verdict {
  /** How many inputs were judged. */
  readonly judged: number;
  /** How many of these this package took, rather than refused. */
  readonly accepted: number;
  /** One line for each input on which the two differ. */
  readonly disagreements: readonly string[];
}
