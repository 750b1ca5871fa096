import type { Finding, LintRule } from '@k8s-backup-target/lint';
import type { Issue } from '@k8s-backup-target/schema';
import { type CronRule, checkCron, nextRuns } from '@k8s-backup-target/velero';

/** Checks a cron expression by the rules of a release. */
export interface CronVerdict {
  readonly issues: readonly Issue<CronRule>[];
  readonly warnings: readonly Issue<LintRule>[];
}

/** Checks an expression by the cron library of a release of Velero. */
export function judgeCron(expression: string, veleroVersion: string): CronVerdict {
  const checked = checkCron(expression, { veleroVersion });
  return checked.ok
    ? { issues: [], warnings: aboutExpression(checked.value.warnings) }
    : { issues: checked.issues, warnings: [] };
}

/** That a release was not measured is said once, beside every verdict. */
function aboutExpression(warnings: readonly Finding[]): Finding[] {
  return warnings.filter(({ rule }) => rule !== 'release-not-measured');
}

/** The next times at which a Schedule fires; none for an expression that Velero refuses. */
export function runsAfter(expression: string, from: Date, count: number, veleroVersion: string) {
  const { issues } = judgeCron(expression, veleroVersion);
  if (issues.length > 0) return [];
  return nextRuns(expression, from, count, { veleroVersion });
}
