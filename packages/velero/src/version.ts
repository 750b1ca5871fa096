/**
 * A line of Velero releases. Where a rule changed within the line, `1.18` stands for its newest
 * release that was looked at, 1.18.3; `main` is the branch as of August 2026.
 */
export type VeleroVersion = '1.16' | '1.17' | '1.18' | 'main';

const ORDER: readonly VeleroVersion[] = ['1.16', '1.17', '1.18', 'main'];

/** Whether `version` is `oldest` or a later one. */
export function isAtLeast(version: VeleroVersion, oldest: VeleroVersion): boolean {
  return ORDER.indexOf(version) >= ORDER.indexOf(oldest);
}
