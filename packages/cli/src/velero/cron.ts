import type { Finding, LintRule } from '@k8s-backup-target/lint';
import type { Issue } from '@k8s-backup-target/schema';
import { type CronRule, checkCron, nextRuns } from '@k8s-backup-target/velero';

/** Checks a cron expression by the rules of a release. */
export interface CronVerdict {
  readonly issues: readonly Issue<CronRule>[];
  readonly warnings: readonly Issue<LintRule>[];
  /** True of one that makes Velero start a Backup each minute. */
  readonly isEachMinute: boolean;
}

/** Checks an expression by the cron library of a release of Velero. */
export function judgeCron(expression: string, veleroVersion: string): CronVerdict {
  const checked = checkCron(expression, { veleroVersion });
  if (!checked.ok) return { issues: checked.issues, warnings: [], isEachMinute: false };
  const warnings = aboutExpression(checked.value.warnings);
  const isEachMinute =
    EACH_MINUTE.test(expression.trim()) ||
    warnings.some(({ rule }) => rule === 'cron-every-minute');
  return { issues: [], warnings, isEachMinute };
}

const EACH_MINUTE = /^(?:(?:CRON_)?TZ=\S+\s+)?\*(?:\/1)?(?:\s+\*){4}$/;

/** That a release was not measured is said once, with every verdict. */
function aboutExpression(warnings: readonly Finding[]): Finding[] {
  return warnings.filter(({ rule }) => rule !== 'release-not-measured');
}

/** The next times at which a Schedule fires; none for an expression that Velero refuses. */
export function runsAfter(expression: string, from: Date, count: number, veleroVersion: string) {
  const { issues } = judgeCron(expression, veleroVersion);
  if (issues.length > 0) return [];
  return nextRuns(expression, from, count, { veleroVersion });
}

/** So many runs show the longest time between two, of weekdays and of days of the month too. */
const RUNS = 33;

/** The longest time between two runs of the next ones, in milliseconds; undefined where there are not two. */
export function longestInterval(
  expression: string,
  from: Date,
  veleroVersion: string,
): number | undefined {
  const times = runsAfter(expression, from, RUNS, veleroVersion).map((run) => run.getTime());
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return gaps.length === 0 ? undefined : Math.max(...gaps);
}
