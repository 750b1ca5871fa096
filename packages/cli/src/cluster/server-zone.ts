import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { judgeCron, runsAfter } from '../velero/cron.js';
import { serverVariable } from './server-options.js';

/** What tells the time zone in which a Schedule runs. */
export interface Zoned {
  readonly cluster: { readonly deployments: readonly Fields[] } | undefined;
  readonly veleroVersion: string;
}

/** The first release that reads a zone in an expression; the one before counts the runs in one alike. */
const READS_ZONES = '1.15.2';

/**
 * The next runs of a Schedule after a time; none where Velero refuses its expression. Where that has no time zone of
 * its own, the server reads it in the zone of its variable `TZ`, and without one, or with one that it does not know, in
 * UTC.
 */
export function runsOfSchedule(
  schedule: Fields,
  { cluster, veleroVersion }: Zoned,
  from: Date,
  count: number,
): readonly Date[] {
  const cron = textOf(fieldsOf(schedule['spec'])['schedule']) ?? '';
  const runs = runsAfter(cron, from, count, veleroVersion);
  const zone = serverVariable(cluster?.deployments ?? [], 'TZ');
  if (runs.length === 0 || !zone || /^(?:CRON_)?TZ=/.test(cron)) return runs;
  const zoned = `CRON_TZ=${zone} ${cron}`;
  const { cronZones } = resolveVeleroVersion(veleroVersion).rules;
  const release = cronZones ? veleroVersion : READS_ZONES;
  const isKnown = judgeCron(zoned, release).issues.length === 0;
  return isKnown ? runsAfter(zoned, from, count, release) : runs;
}
