/** By whose rules something is judged. */
export interface ReleaseOptions {
  /** A release, or `main`. Default: the newest that was measured. */
  readonly veleroVersion?: string | undefined;
}
