import { fill } from '@k8s-backup-target/schema/internal';
import { type Finding, findingOf } from './finding.js';
import type { VeleroRules } from './generated/releases.js';
import { DEFAULT_VELERO_VERSION, MEASURED_RELEASES } from './generated/releases.js';
import { releaseNotMeasuredNearest } from './generated/templates.js';

/** A release of Velero, and the rules by which it is judged. */
export interface VeleroVersion {
  /** The release that was asked for, without a leading `v`: `1.18.3`, or `main`. */
  readonly version: string;
  /** The rules that are used for it: its own where it was measured, else those of the nearest release. */
  readonly rules: VeleroRules;
  /** True if this very release was measured. */
  readonly isMeasured: boolean;
  /** Names the rules in use where the release was not measured; else null. One line, without a period. */
  readonly warning: string | null;
}

/** A text that names no release. */
export class VeleroVersionError extends Error {
  override readonly name = 'VeleroVersionError';
  readonly code = 'unknown-velero-version';

  constructor(text: string) {
    super(
      `unknown-velero-version: veleroVersion is ${JSON.stringify(text.slice(0, 40))}: ` +
        `write a release such as "${DEFAULT_VELERO_VERSION}", or "main"`,
    );
  }
}

/** Recognises a {@link VeleroVersionError}, also one of another copy of this package. */
export function isVeleroVersionError(error: unknown): error is VeleroVersionError {
  return (
    error instanceof Error &&
    error.name === 'VeleroVersionError' &&
    'code' in error &&
    error.code === 'unknown-velero-version'
  );
}

/**
 * Finds the rules for a release of Velero.
 *
 * A release that was not measured takes the rules of the newest measured release of its line that is not
 * newer (1.18.9: 1.18.3), else of the oldest in its line (1.15.0: 1.15.2). A release that is older than all takes
 * those of the oldest (1.13.2: 1.14.1), a line that is newer than all those of `main`.
 *
 * @param veleroVersion a release, with or without a leading `v` and what a pre-release or a vendor adds
 * (`v1.18.0-rc.1`, `v1.16.1_vmware.1`), or `main`. Default: the newest measured release.
 * @throws VeleroVersionError for any other text.
 */
export function resolveVeleroVersion(
  veleroVersion: string = DEFAULT_VELERO_VERSION,
): VeleroVersion {
  const version = veleroVersion.startsWith('v') ? veleroVersion.slice(1) : veleroVersion;
  const measured = MEASURED_RELEASES.find(({ release }) => release === version);
  if (measured !== undefined && (version !== 'main' || version === veleroVersion)) {
    return { version, rules: measured, isMeasured: true, warning: null };
  }
  const rules = rulesNear(numbersOf(version, veleroVersion));
  const warning = fill(releaseNotMeasuredNearest.message, { version, release: rules.release });
  return { version, rules, isMeasured: false, warning };
}

type Numbers = readonly [major: number, minor: number, patch: number];

const RELEASE = /^([0-9]{1,4})\.([0-9]{1,4})\.([0-9]{1,4})(?:[-+_][0-9A-Za-z.+_-]{1,60})?$/;

function numbersOf(version: string, given: string): Numbers {
  const match = RELEASE.exec(version);
  if (match === null) throw new VeleroVersionError(given);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** Where a line was measured, one of its releases; else the oldest that is measured, or the newest. */
function rulesNear([major, minor, patch]: Numbers): VeleroRules {
  const line = MEASURED_RELEASES.filter(({ release }) => release.startsWith(`${major}.${minor}.`));
  const older = line.filter(({ release }) => Number(release.split('.')[2]) <= patch);
  const [oldest] = MEASURED_RELEASES;
  const isOld = oldest !== undefined && isBefore([major, minor, patch], oldest.release);
  const rules = older.at(-1) ?? line[0] ?? (isOld ? oldest : MEASURED_RELEASES.at(-1));
  if (rules === undefined) throw new Error('no release was measured');
  return rules;
}

function isBefore([major, minor]: Numbers, release: string): boolean {
  const [otherMajor = 0, otherMinor = 0] = release.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

/** `release-not-measured`, where the release was not. */
export function releaseFindings({ version, rules, isMeasured }: VeleroVersion): readonly Finding[] {
  const values = { version, release: rules.release };
  return isMeasured ? [] : [findingOf({ template: releaseNotMeasuredNearest, path: '', values })];
}
