/**
 * A line of Velero releases; `main` is the branch as of August 2026. Where a rule changed within a line,
 * what any of its releases does counts, and the finding names the releases.
 */
export type VeleroVersion = '1.16' | '1.17' | '1.18' | 'main';

const ORDER: readonly VeleroVersion[] = ['1.16', '1.17', '1.18', 'main'];

/** Whether `version` is `oldest` or a later one. */
export function isAtLeast(version: VeleroVersion, oldest: VeleroVersion): boolean {
  return ORDER.indexOf(version) >= ORDER.indexOf(oldest);
}
