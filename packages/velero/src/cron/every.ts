import { parseGoDuration } from '../go-duration.js';
import type { Dialect } from './dialect.js';
import type { EverySchedule } from './schedule.js';
import { CronSyntaxError } from './syntax-error.js';

const SECOND = 1_000_000_000n;

/** `@every <Go duration>`: whole seconds, and one at least. */
export function parseEvery(text: string, dialect: Dialect): EverySchedule {
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds === undefined) {
    throw new CronSyntaxError(
      'cron-every',
      `repeats every ${JSON.stringify(text)}, which is no Go duration: units are h, m and s, as in 1h30m`,
    );
  }
  if (nanoseconds >= SECOND) return { kind: 'every', seconds: Number(nanoseconds / SECOND) };
  if (dialect.boundsEvery) {
    throw new CronSyntaxError('cron-every', `repeats every ${text}, which is less than a second`);
  }
  return { kind: 'every', seconds: 1 };
}
