import { parseGoDuration } from '../go-duration.js';
import type { Dialect } from './dialect.js';
import { cronEveryDuration, cronEveryShort } from './generated/cron-templates.js';
import type { EverySchedule } from './schedule.js';
import { CronSyntaxError } from './syntax-error.js';

const SECOND = 1_000_000_000n;

/** `@every <Go duration>`: whole seconds, and one at least. */
export function parseEvery(text: string, dialect: Dialect): EverySchedule {
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds === undefined) {
    throw CronSyntaxError.of(cronEveryDuration, { text });
  }
  if (nanoseconds >= SECOND) return { kind: 'every', seconds: Number(nanoseconds / SECOND) };
  if (dialect.boundsEvery) {
    throw CronSyntaxError.of(cronEveryShort, { text });
  }
  return { kind: 'every', seconds: 1 };
}
