/**
 * A line of Velero releases; `main` is the branch as of August 2026. Where a rule changed within a line,
 * what any of its releases does counts, and the finding names the releases.
 */
export type VeleroVersion = '1.16' | '1.17' | '1.18' | 'main';

const ORDER: readonly VeleroVersion[] = ['1.16', '1.17', '1.18', 'main'];

/**
 * Whether `version` is `oldest` or a later one.
 *
 * @throws RangeError for a version that is not known: to take it for an old one would be false calm.
 */
export function isAtLeast(version: VeleroVersion, oldest: VeleroVersion): boolean {
  if (!ORDER.includes(version)) {
    throw new RangeError(`Velero ${JSON.stringify(version)} is none of ${ORDER.join(', ')}`);
  }
  return ORDER.indexOf(version) >= ORDER.indexOf(oldest);
}
