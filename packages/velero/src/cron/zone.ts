import { ZONE_NAMES } from '../generated/zone-names.js';
import type { Dialect } from './dialect.js';
import { cronZoneAlone, cronZoneUnknown } from './generated/cron-templates.js';
import { CronSyntaxError } from './syntax-error.js';

/** The zone of an expression without a prefix: the server's own, which in Velero's image is UTC. */
const SERVER_ZONE = 'UTC';

/** The characters that Go's `strings.TrimSpace` removes: Unicode's White_Space. JavaScript's `trim` removes others. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

const PREFIX = /^(?:CRON_)?TZ=/;

/** True of an expression that begins with a time zone, known or not. */
export function hasZone(expression: string): boolean {
  return PREFIX.test(expression);
}

/** Splits the prefix `TZ=` or `CRON_TZ=` off an expression. */
export function splitZone(expression: string, dialect: Dialect): { zone: string; rest: string } {
  const prefix = PREFIX.exec(expression)?.[0];
  if (prefix === undefined) return { zone: SERVER_ZONE, rest: expression };
  const space = expression.indexOf(' ');
  if (space === -1) {
    throw CronSyntaxError.of(cronZoneAlone, {});
  }
  return {
    zone: zoneNamed(expression.slice(prefix.length, space), dialect),
    rest: trimSpace(expression.slice(space)),
  };
}

/** In two loops: a pattern for the end would look back from each space within. Beyond the text there is no space. */
function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (SPACE.test(text.charAt(start))) start += 1;
  while (SPACE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function zoneNamed(text: string, { library }: Dialect): string {
  const name = library === 'netresearch' ? unquoted(text) : text;
  if (name === 'Local' || (name === '' && library === 'robfig')) return SERVER_ZONE;
  if (isZone(name)) return name;
  throw CronSyntaxError.of(cronZoneUnknown, { zone: name });
}

function unquoted(text: string): string {
  const isQuoted = text.length > 1 && /^["']/.test(text) && text.startsWith(text.slice(-1));
  return isQuoted ? text.slice(1, -1) : text;
}

function isZone(name: string): boolean {
  // A zone that is newer than the list is told by Intl, in its exact spelling.
  if (!ZONE_NAMES.has(name) && !Intl.supportedValuesOf('timeZone').includes(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    // Newer than this runtime's data, so no run could be foretold.
    return false;
  }
}
