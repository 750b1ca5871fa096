import type { Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { Fields } from '../input/fields.js';

/** Tells by its labels whether a row is listed. */
export type LabelTest = (labels: Fields) => boolean;

/**
 * The test that `-l` asks for, in kubectl's form: `app=shop`, `app!=shop`, `team in (a,b)`, `team notin (a,b)`, `team`,
 * `!team`, several of them with commas between; undefined where it is not given.
 *
 * @throws CannotRunError `usage` for what is not a selector.
 */
export function labelTest({ selector }: Options): LabelTest | undefined {
  if (typeof selector !== 'string') return undefined;
  const tests = selector
    .split(/,(?![^(]*\))/)
    .map((part) => requirement(part.trim()) ?? fail(selector));
  return (labels) => tests.every((test) => test(labels));
}

const KEY = `(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?`;
const VALUE = `(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?`;
const EQUALITY = new RegExp(`^(${KEY})\\s*(==?|!=)\\s*(${VALUE})$`);
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);
const WHOLE_VALUE = new RegExp(`^${VALUE}$`);

function requirement(text: string): LabelTest | undefined {
  const [, key = '', sign, value = ''] = EQUALITY.exec(text) ?? SET.exec(text) ?? [];
  if (sign === undefined) {
    const [, not, name] = EXISTENCE.exec(text) ?? [];
    if (name === undefined) return undefined;
    return (labels) => Object.hasOwn(labels, name) === (not === '');
  }
  const values = sign.endsWith('in') ? value.split(',').map((one) => one.trim()) : [value];
  if (!values.every((one) => WHOLE_VALUE.test(one))) return undefined;
  const isWanted = sign !== '!=' && sign !== 'notin';
  return (labels) =>
    (Object.hasOwn(labels, key) && values.includes(String(labels[key]))) === isWanted;
}

function fail(selector: string): never {
  throw new CannotRunError(
    'usage',
    `-l ${selector} is not a label selector, such as app=shop, app!=shop, 'team in (a,b)' or !team`,
  );
}

/**
 * The rows that `-l` selects; all without it.
 *
 * @throws CannotRunError `not-found` where it selects none of some: a selector that is misspelt would make all seem well.
 */
export function selectRows<Row>(
  rows: readonly Row[],
  options: Options,
  labelsOf: (row: Row) => Fields,
): readonly Row[] {
  const test = labelTest(options);
  if (test === undefined) return rows;
  const selected = rows.filter((row) => test(labelsOf(row)));
  if (selected.length > 0) return selected;
  throw new CannotRunError('not-found', `nothing has the labels -l ${String(options['selector'])}`);
}
