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

/** How far off a time is, in one word, as `kubectl` prints ages: `8h`, `6d`; `-` where it is not known. */
export function age(time: string | null | undefined, now: Date): string {
  if (time === null || time === undefined) return '-';
  const seconds = Math.abs(Math.round((Date.parse(time) - now.getTime()) / 1000));
  for (const [unit, letter] of UNITS) {
    if (seconds >= 2 * unit) return `${Math.floor(seconds / unit)}${letter}`;
  }
  return `${seconds}s`;
}

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [MINUTE, 'm'],
] as const;

/** A time as JSON output holds it, in seconds: `2026-11-24T02:00:05Z`. */
export function rfc3339(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** A time as a log shows it, in UTC and to the minute: `2026-11-24 02:00 UTC`. */
export function absoluteTime(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
