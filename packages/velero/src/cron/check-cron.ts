import { type Finding, resolveVeleroVersion, type VeleroRules } from '@k8s-backup-target/lint';
import {
  cronEveryMinuteShort,
  cronOtherReleaseRefused,
  cronOtherTimesDays,
  draft,
  findingOf,
  RELEASE_RANGES,
  releaseFindings,
} from '@k8s-backup-target/lint/internal';
import type { Issue, Result } from '@k8s-backup-target/schema';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { coverageOf, runAlike } from './coverage.js';
import type { CronLibrary } from './dialect.js';
import type { CronRule } from './generated/cron-rule.js';
import * as templates from './generated/cron-templates.js';
import { parseCron } from './parse.js';
import type { CronSchedule } from './schedule.js';
import { CronSyntaxError } from './syntax-error.js';
import { hasZone } from './zone.js';

/** Options for reading a cron expression. */
export interface CronOptions {
  /**
   * The server's release, or `main`: its cron library decides. Default: the newest
   * measured release.
   */
  readonly veleroVersion?: string | undefined;
}

/** What of a release decides how an expression is read. */
type CronRules = Pick<VeleroRules, 'cronLibrary' | 'cronZones'>;

/** A cron expression that is safe to give to Velero. */
export interface CheckedCron {
  readonly expression: string;
  /** Likely mistakes: the rules of the scope `schedule` of `@k8s-backup-target/lint`. */
  readonly warnings: readonly Finding[];
}

/**
 * Checks a cron expression as Velero parses it, and that it fires.
 *
 * Five fields, parted by any white space: minute, hour, day of month, month, day of week (0 to 6, 0 is
 * Sunday), each `*`, `?`, a number, a range `1-5`, a step `0-30/10` or `5/15` (to the maximum), or a
 * list of these; months and days also by three-letter names in any case. Or `@yearly`, `@annually`,
 * `@monthly`, `@weekly`, `@daily`, `@midnight`, `@hourly`, or `@every` with a Go duration. Before
 * either, from Velero 1.15 on, `TZ=` or `CRON_TZ=` with a time zone and a space; without it, the zone is UTC.
 *
 * @returns an issue where Velero would put the Schedule into the phase FailedValidation; and where the
 * expression never fires (`cron-never-fires`) or more rarely than Velero looks ahead (`cron-too-rarely`): it is
 * accepted then, and a backup starts each minute.
 * @throws VeleroVersionError for a `veleroVersion` that names no release.
 */
export function checkCron(
  expression: string,
  options: CronOptions = {},
): Result<CheckedCron, CronRule> {
  const velero = resolveVeleroVersion(options.veleroVersion);
  const { rules } = velero;
  const result = readCron(expression, rules);
  if (!result.ok) return result;
  return {
    ok: true,
    value: {
      expression,
      warnings: [
        ...minuteFindings(result.value),
        ...otherLibraryFindings(expression, result.value, otherThan(rules.cronLibrary)),
        ...releaseFindings(velero),
      ],
    },
  };
}

/** Parses an expression by the rules of a release, and makes sure that it fires. */
export function readCron(
  expression: string,
  { cronLibrary, cronZones }: CronRules,
): Result<CronSchedule, CronRule> {
  if (typeof expression !== 'string') {
    return { ok: false, issues: [issueOf(templates.cronTypeValue, '', {})] };
  }
  if (!cronZones && hasZone(expression)) {
    return { ok: false, issues: [issueOf(templates.cronZoneRelease, '', {})] };
  }
  try {
    const schedule = parseCron(expression, cronLibrary);
    const issues = coverageIssues(schedule);
    return issues.length === 0 ? { ok: true, value: schedule } : { ok: false, issues };
  } catch (error) {
    if (!(error instanceof CronSyntaxError)) throw error;
    return { ok: false, issues: [error.issue] };
  }
}

function coverageIssues(schedule: CronSchedule): Issue<CronRule>[] {
  switch (coverageOf(schedule)) {
    case 'never':
      return [issueOf(templates.cronNeverFiresExpression, '', {})];
    case 'too-rarely':
      return [issueOf(templates.cronTooRarelyExpression, '', {})];
    case 'often-enough':
      return [];
  }
}

function minuteFindings(schedule: CronSchedule): Finding[] {
  if (schedule.kind === 'fields' || schedule.seconds >= 60) return [];
  return [findingOf(draft(cronEveryMinuteShort, ''))];
}

function otherThan(library: CronLibrary): CronLibrary {
  return library === 'robfig' ? 'netresearch' : 'robfig';
}

function otherLibraryFindings(
  expression: string,
  schedule: CronSchedule,
  other: CronLibrary,
): Finding[] {
  const releases = RELEASE_RANGES.cronLibrary[other];
  const result = readCron(expression, { cronLibrary: other, cronZones: true });
  if (!result.ok) {
    return result.issues.map(({ message }) =>
      findingOf(draft(cronOtherReleaseRefused, '', { releases, reason: message })),
    );
  }
  if (runAlike(schedule, result.value)) return [];
  return [findingOf(draft(cronOtherTimesDays, '', { releases }))];
}
