/** All that decides an answer, apart from the cluster, which is sent once. */
export interface Question {
  /** What is in the editor: a spec, a databag, `juju show-unit`, or an object of Velero. */
  readonly text: string;
  /** A measured release of Velero, or `main`. */
  readonly release: string;
  /** The cron expression of the Schedule that is made; a pasted Schedule has its own. */
  readonly cron: string;
  /** Which of the targets in the text is drawn, counted from 0. */
  readonly subject: number;
  /** A text that the drawn one is compared with; null to compare with nothing. */
  readonly baseline: string | null;
  /** From when on the next runs are wanted, as ISO 8601; null for an answer that does not age. */
  readonly from: string | null;
}
