import { utf8Length } from '../utf8.js';
import { type CronLibrary, type Dialect, dialectOf } from './dialect.js';
import { parseEvery } from './every.js';
import { type FieldBounds, parseField } from './field.js';
import * as templates from './generated/cron-templates.js';
import type { CronField, CronSchedule } from './schedule.js';
import { CronSyntaxError } from './syntax-error.js';
import { splitZone } from './zone.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** The characters that Go takes for a space: not quite JavaScript's. */
const SPACES = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * Parses a cron expression as the library's `ParseStandard` does.
 *
 * @throws CronSyntaxError where that returns an error, or panics.
 */
export function parseCron(expression: string, library: CronLibrary): CronSchedule {
  const dialect = dialectOf(library);
  if (expression === '') throw CronSyntaxError.of(templates.cronEmptyText, {});
  if (utf8Length(expression) > dialect.maxLength) {
    throw CronSyntaxError.of(templates.cronLengthText, { limit: String(dialect.maxLength) });
  }
  const { zone, rest } = splitZone(expression, dialect);
  if (rest.startsWith('@')) return parseDescriptor(rest, zone, dialect);
  return parseFields(rest, zone, dialect);
}

function parseDescriptor(text: string, zone: string, dialect: Dialect): CronSchedule {
  const fields = Object.hasOwn(DESCRIPTORS, text) ? DESCRIPTORS[text] : undefined;
  if (fields !== undefined) return parseFields(fields, zone, dialect);
  if (text.startsWith('@every ')) return parseEvery(text.slice('@every '.length), dialect);
  throw CronSyntaxError.of(templates.cronDescriptorUnknown, {
    descriptor: text,
    known: Object.keys(DESCRIPTORS).join(', '),
  });
}

function parseFields(text: string, zone: string, dialect: Dialect): CronSchedule {
  const fields = text.split(SPACES).filter((field) => field !== '');
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields;
  if (fields.length !== 5) {
    throw countError(fields, dialect);
  }
  const parsed = (name: string, value: string, min: number, max: number, names: string[] = []) =>
    parseField(value, { name, min, max, names } satisfies FieldBounds, dialect);
  refuseReservedSigns(dayOfMonth, dayOfWeek, dialect);
  return {
    kind: 'fields',
    dialect,
    zone,
    minute: parsed('minute', minute, 0, 59),
    hour: parsed('hour', hour, 0, 23),
    dayOfMonth: parsed('day of month', dayOfMonth, 1, 31),
    month: parsed('month', month, 1, 12, MONTHS),
    dayOfWeek: withoutSeven(parsed('day of week', dayOfWeek, 0, dialect.lastDayOfWeek, WEEKDAYS)),
  };
}

/** With seconds, a year or both, as in Quartz and Spring, where what is meant is certain. */
function countError(fields: readonly string[], dialect: Dialect): CronSyntaxError {
  const count = String(fields.length);
  const five = withoutSeconds(fields);
  if (five === undefined || !isAccepted(five, dialect)) {
    return CronSyntaxError.of(templates.cronFieldsCount, { count });
  }
  return CronSyntaxError.of(templates.cronFieldsSeconds, { count, five });
}

function isAccepted(fields: string, dialect: Dialect): boolean {
  try {
    parseFields(fields, '', dialect);
    return true;
  } catch (error) {
    if (!(error instanceof CronSyntaxError)) throw error;
    return false;
  }
}

/** Undefined where a number means another day of the week in Quartz, which counts them from 1. */
function withoutSeconds(fields: readonly string[]): string | undefined {
  if (fields.length !== 6 && fields.length !== 7) return undefined;
  const isYearLast = fields.length === 6 && /^\d{4}/.test(fields[5] ?? '');
  const five = isYearLast ? fields.slice(0, 5) : fields.slice(1, 6);
  const isQuartz = fields.length === 7 || fields.includes('?');
  if (isQuartz && /\d/.test(five[4] ?? '')) return undefined;
  return five.map((field) => (field === '?' ? '*' : field)).join(' ');
}

/** The newer library looks for its extensions before it parses: `*-L` is `*` only to the older one. */
function refuseReservedSigns(dayOfMonth: string, dayOfWeek: string, { library }: Dialect): void {
  if (library !== 'netresearch') return;
  if (/[lw]/i.test(dayOfMonth) || dayOfWeek.includes('#')) {
    throw CronSyntaxError.of(templates.cronExtensionSign, {});
  }
}

/** Sunday has two numbers where 7 is allowed. */
function withoutSeven({ values, star }: CronField): CronField {
  return { values: new Set([...values].map((day) => day % 7)), star };
}
