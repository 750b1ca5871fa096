/** Whose rules apply. */
export interface ReleaseOptions {
  /** A release, or `main`. Default: the newest that was measured. */
  readonly veleroVersion?: string | undefined;
}
