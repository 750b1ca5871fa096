import { MEASURED_RELEASES, type MeasuredRelease } from '@k8s-backup-target/lint';
import { RELEASE_RANGES } from '@k8s-backup-target/lint/internal';

/** The newest measured release of each cron library that Velero has had, and which releases have it, in words. */
export const CRON_LIBRARIES: readonly (readonly [release: MeasuredRelease, range: string])[] = (
  ['robfig', 'netresearch'] as const
).flatMap((library) => {
  const newest = MEASURED_RELEASES.findLast(
    ({ release, cronLibrary }) => cronLibrary === library && release !== 'main',
  );
  return newest === undefined
    ? []
    : [[newest.release, RELEASE_RANGES.cronLibrary[library]] as const];
});
