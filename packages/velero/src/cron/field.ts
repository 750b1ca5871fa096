import type { Values } from '@k8s-backup-target/schema/internal';
import type { Dialect } from './dialect.js';
import * as templates from './generated/cron-templates.js';
import type { CronField } from './schedule.js';
import { CronSyntaxError, type CronTemplate } from './syntax-error.js';

/** The values that a field may hold. */
export interface FieldBounds {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Three-letter names, in any case. */
  readonly names: readonly string[];
}

/**
 * Parses one field: a list of ranges, separated by commas. Parts that are empty are skipped, so that
 * `,` is valid and allows nothing.
 */
export function parseField(text: string, bounds: FieldBounds, dialect: Dialect): CronField {
  const ranges = text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => parseRange(part, bounds, dialect));
  return {
    values: new Set(ranges.flatMap(({ values }) => values)),
    star: ranges.some(({ star }) => star),
  };
}

interface Range {
  readonly values: readonly number[];
  readonly star: boolean;
}

/** `number`, `first-last`, `*` or `?`, each with an optional `/step`; `number/step` runs to the maximum. */
function parseRange(part: string, bounds: FieldBounds, dialect: Dialect): Range {
  const [span = '', stepText, ...slashes] = part.split('/');
  const { first, last, star } = parseSpan(span, bounds);
  if (slashes.length > 0) throw fault(templates.cronSlashesPart, part, bounds, {});
  const step = stepText === undefined ? 1 : parseNumber(stepText, bounds);
  const end = stepText !== undefined && !span.includes('-') ? bounds.max : last;
  refuseOutOfBounds(part, { first, end, step }, bounds, dialect);
  return { values: stepThrough(first, end, step, bounds), star: star && step === 1 };
}

function parseSpan(
  span: string,
  bounds: FieldBounds,
): { first: number; last: number; star: boolean } {
  const [low = '', high, ...hyphens] = span.split('-');
  // What follows the hyphen of "*-5" is not looked at.
  if (low === '*' || low === '?') return { first: bounds.min, last: bounds.max, star: true };
  const first = parseNumberOrName(low, bounds);
  if (hyphens.length > 0) throw fault(templates.cronHyphensPart, span, bounds, {});
  return { first, last: high === undefined ? first : parseNumberOrName(high, bounds), star: false };
}

/** The letter of which Go makes an ASCII one and JavaScript another: `FR\u0130` is Friday. */
const DOTTED_I = '\u0130';

function parseNumberOrName(text: string, bounds: FieldBounds): number {
  const index = bounds.names.indexOf(text.replaceAll(DOTTED_I, 'i').toLowerCase());
  return index === -1 ? parseNumber(text, bounds) : index + bounds.min;
}

/** As Go's `strconv.Atoi` reads a number that is not negative: a sign is allowed. */
function parseNumber(text: string, bounds: FieldBounds): number {
  const value = /^[+-]?[0-9]+$/.test(text) ? BigInt(text) : undefined;
  if (value === undefined || value < 0n || value >= 2n ** 63n) {
    if (bounds.names.length === 0) throw fault(templates.cronNumberNumber, text, bounds, {});
    throw fault(templates.cronNumberName, text, bounds, { names: bounds.names.join(', ') });
  }
  return Number(value);
}

function refuseOutOfBounds(
  part: string,
  { first, end, step }: { first: number; end: number; step: number },
  bounds: FieldBounds,
  dialect: Dialect,
): void {
  const { min, max } = bounds;
  if (first < min || end > max) {
    const limits = { first: String(min), last: String(max) };
    throw fault(templates.cronRangePart, part, bounds, limits);
  }
  if (first > end && !dialect.wrapsAround) {
    throw fault(templates.cronRangeOrderPart, part, bounds, {});
  }
  if (step === 0) throw fault(templates.cronStepZero, part, bounds, {});
  const size = first > end ? max - first + 1 + (end - min + 1) : end - first + 1;
  // A range that starts beyond its wrapped end is empty: its unsigned size exceeds any step.
  if (dialect.boundsStep && step > 1 && size >= 0 && step >= size) {
    throw fault(templates.cronStepLong, part, bounds, { size: String(size) });
  }
}

function stepThrough(
  first: number,
  end: number,
  step: number,
  { min, max }: FieldBounds,
): number[] {
  const size = max - min + 1;
  const last = first > end ? end + size : end;
  const values: number[] = [];
  for (let value = first; value <= last; value += step) {
    values.push(value > max ? value - size : value);
  }
  return values;
}

function fault<T extends CronTemplate>(
  template: T,
  text: string,
  { name }: FieldBounds,
  values: Omit<Values<T>, 'field' | 'text'>,
): CronSyntaxError {
  return CronSyntaxError.of<CronTemplate>(template, { ...values, field: name, text });
}
