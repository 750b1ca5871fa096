import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { judgeCron } from '../velero/cron.js';
import { serverVariable } from './server-options.js';

/** What tells the time zone in which a Schedule runs. */
export interface Zoned {
  readonly cluster: { readonly deployments: readonly Fields[] } | undefined;
  readonly veleroVersion: string;
}

/**
 * The cron expression of a Schedule, with the time zone of Velero's server where it has none of its own: the server
 * reads it in the zone of its variable `TZ`, and without one, or with one that it does not know, in UTC.
 */
export function zonedCron(schedule: Fields, { cluster, veleroVersion }: Zoned): string {
  const cron = textOf(fieldsOf(schedule['spec'])['schedule']) ?? '';
  const zone = serverVariable(cluster?.deployments ?? [], 'TZ');
  if (!zone || /^(?:CRON_)?TZ=/.test(cron)) return cron;
  const zoned = `CRON_TZ=${zone} ${cron}`;
  return judgeCron(zoned, veleroVersion).issues.length === 0 ? zoned : cron;
}
