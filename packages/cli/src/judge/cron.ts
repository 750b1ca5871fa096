import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import type { Issue } from '@k8s-backup-target/schema';
import { checkCron, nextRuns } from '@k8s-backup-target/velero';

/** What a release makes of a cron expression. */
export interface CronVerdict {
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Checks an expression by the cron library of a release of Velero. */
export function judgeCron(expression: string, veleroVersion: string): CronVerdict {
  const checked = checkCron(expression, { parser: parserOf(veleroVersion) });
  return checked.ok
    ? { issues: [], warnings: checked.value.warnings }
    : { issues: checked.issues, warnings: [] };
}

/** The next times at which a Schedule fires; none for an expression that Velero refuses. */
export function runsAfter(expression: string, from: Date, count: number, veleroVersion: string) {
  const { issues } = judgeCron(expression, veleroVersion);
  if (issues.length > 0) return [];
  return nextRuns(expression, from, count, { parser: parserOf(veleroVersion) });
}

function parserOf(veleroVersion: string): 'robfig' | 'netresearch' {
  return resolveVeleroVersion(veleroVersion).rules.cronLibrary;
}
