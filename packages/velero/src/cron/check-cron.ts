import type { Finding, Issue, Result } from '@k8s-backup-target/schema';
import { coverageOf, runAlike } from './coverage.js';
import type { CronParser } from './dialect.js';
import { parseCron } from './parse.js';
import type { CronSchedule } from './schedule.js';
import { CronSyntaxError } from './syntax-error.js';

/** How to read a cron expression. */
export interface CronOptions {
  /**
   * The library of the Velero server. Default `robfig`, which Velero had up to 1.18.2; from 1.18.3 on
   * it is `netresearch`.
   */
  readonly parser?: CronParser | undefined;
}

/** A cron expression that is safe to give to Velero. */
export interface CheckedCron {
  readonly expression: string;
  /**
   * What is valid, yet surely not meant.
   *
   * | rule | finds |
   * |---|---|
   * | `every-minute` | an `@every` of less than a minute: Velero looks at its schedules once a minute |
   * | `other-parser` | what Velero with the other library refuses, or runs each minute |
   * | `other-times` | what Velero with the other library runs on other days |
   */
  readonly warnings: readonly Finding[];
}

/**
 * Checks a cron expression as Velero parses it, and that it fires.
 *
 * Five fields, parted by any white space: minute, hour, day of month, month, day of week (0 to 6, 0 is
 * Sunday), each `*`, `?`, a number, a range `1-5`, a step `0-30/10` or `5/15` (to the maximum), or a
 * list of these; months and days also by three-letter names in any case. Or `@yearly`, `@annually`,
 * `@monthly`, `@weekly`, `@daily`, `@midnight`, `@hourly`, or `@every` with a Go duration. Before
 * either, `TZ=` or `CRON_TZ=` with a time zone and a space; without it, the zone is UTC.
 *
 * @returns an issue where Velero would put the Schedule into the phase FailedValidation; and where the
 * expression never fires (`never-fires`) or more rarely than Velero looks ahead (`too-rarely`): it is
 * accepted then, and a backup starts each minute.
 */
export function checkCron(expression: string, options: CronOptions = {}): Result<CheckedCron> {
  const parser = options.parser ?? 'robfig';
  const result = readCron(expression, parser);
  if (!result.ok) return result;
  return {
    ok: true,
    value: {
      expression,
      warnings: [
        ...minuteFindings(result.value),
        ...otherParserFindings(expression, result.value, otherThan(parser)),
      ],
    },
  };
}

/** Parses an expression and makes sure that it fires. */
export function readCron(expression: string, parser: CronParser): Result<CronSchedule> {
  try {
    const schedule = parseCron(expression, parser);
    const issues = coverageIssues(schedule);
    return issues.length === 0 ? { ok: true, value: schedule } : { ok: false, issues };
  } catch (error) {
    if (!(error instanceof CronSyntaxError)) throw error;
    return { ok: false, issues: [{ path: '', rule: error.rule, message: error.message }] };
  }
}

function coverageIssues(schedule: CronSchedule): Issue[] {
  switch (coverageOf(schedule)) {
    case 'never':
      return [issue('never-fires', `never fires, so that ${EACH_MINUTE}`)];
    case 'too-rarely':
      return [
        issue('too-rarely', `can have no run for more than five years, and then ${EACH_MINUTE}`),
      ];
    case 'often-enough':
      return [];
  }
}

const EACH_MINUTE = 'Velero takes it for due and starts a backup each minute';

function issue(rule: string, message: string): Issue {
  return { path: '', rule, message };
}

function minuteFindings(schedule: CronSchedule): Finding[] {
  if (schedule.kind === 'fields' || schedule.seconds >= 60) return [];
  return [
    warning(
      'every-minute',
      'repeats in less than a minute, yet Velero looks once a minute: write "* * * * *"',
    ),
  ];
}

function otherThan(parser: CronParser): CronParser {
  return parser === 'robfig' ? 'netresearch' : 'robfig';
}

const RELEASES: Readonly<Record<CronParser, string>> = {
  robfig: 'Velero up to 1.18.2',
  netresearch: 'Velero from 1.18.3 on',
};

function otherParserFindings(
  expression: string,
  schedule: CronSchedule,
  other: CronParser,
): Finding[] {
  const result = readCron(expression, other);
  if (!result.ok) {
    return result.issues.map(({ message }) =>
      warning('other-parser', `does not do for ${RELEASES[other]}, where it ${message}`),
    );
  }
  if (runAlike(schedule, result.value)) return [];
  return [
    warning(
      'other-times',
      `runs on other days with ${RELEASES[other]}: with both days restricted, up to 1.18.2 either may match and from 1.18.3 on both must; restrict one of them, and list days of the week one by one`,
    ),
  ];
}

function warning(rule: string, message: string): Finding {
  return { path: '', rule, severity: 'warning', message };
}
