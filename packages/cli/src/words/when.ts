import { duration } from './describe-spec.js';

const MINUTE = 60;

/** A time from now, in its largest unit: `3 h ago`, `in 25 min`, `now`. */
export function relativeTime(time: Date, now: Date): string {
  const seconds = Math.round((time.getTime() - now.getTime()) / 1000);
  const text = roughly(Math.abs(seconds));
  if (text === '') return 'now';
  return seconds < 0 ? `${text} ago` : `in ${text}`;
}

function roughly(seconds: number): string {
  for (const unit of [86_400, 3_600, MINUTE]) {
    if (seconds >= 2 * unit || (unit === MINUTE && seconds >= MINUTE)) {
      return duration(Math.floor(seconds / unit) * unit).replace(/ \d+ (?:min|s)$/, '');
    }
  }
  return '';
}

/** A time as a log shows it, in UTC and to the minute: `2026-11-24 02:00 UTC`. */
export function absoluteTime(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
