/** The rules that look at one schema node by itself: what narrows it, keyword by keyword. */
import { type Break, under } from './break.js';
import { isSameJson, type SchemaNode, texts, values } from './schema-node.js';

/** Lists the breaks between two versions of a node at `pointer`, the nodes below it left aside. */
export type KeywordRule = (released: SchemaNode, current: SchemaNode, pointer: string) => Break[];

const SIZES = ['minLength', 'minItems', 'minProperties'];
const LOWER_BOUNDS = [...SIZES, 'minimum', 'exclusiveMinimum'];
const UPPER_BOUNDS = ['maxLength', 'maxItems', 'maxProperties', 'maximum', 'exclusiveMaximum'];

/** The keywords that the rules of this file judge. */
export const JUDGED_KEYWORDS: readonly string[] = [
  'type',
  'required',
  'enum',
  ...LOWER_BOUNDS,
  ...UPPER_BOUNDS,
];

/** Types that are no longer accepted, null first among them. */
export const typeRule: KeywordRule = (released, current, pointer) => {
  const [before, now] = [texts(released, 'type'), texts(current, 'type')];
  const at = under(pointer, 'type');
  if (now.size === 0) return [];
  if (before.size === 0)
    return [{ pointer: at, reason: `any type was accepted, now only ${list(now)}` }];
  const lost = [...before].filter(
    (type) => !now.has(type) && !(type === 'integer' && now.has('number')),
  );
  return lost.map((type) => ({
    pointer: at,
    reason:
      type === 'null'
        ? 'null is no longer accepted: peers send it for "not set"'
        : `${type} is no longer accepted, only ${list(now)}`,
  }));
};

/** Fields that peers could leave out so far. */
export const requiredRule: KeywordRule = (released, current, pointer) => {
  const before = texts(released, 'required');
  return [...texts(current, 'required')]
    .filter((name) => !before.has(name))
    .map((name) => ({
      pointer: under(pointer, 'required'),
      reason: `"${name}" is newly required: peers that leave it out are refused`,
    }));
};

/** Listed values that are listed no longer. */
export const enumRule: KeywordRule = (released, current, pointer) => {
  if (current['enum'] === undefined) return [];
  const at = under(pointer, 'enum');
  if (released['enum'] === undefined)
    return [{ pointer: at, reason: 'any value was accepted, now only the listed ones' }];
  return values(released, 'enum')
    .filter((value) => !values(current, 'enum').some((other) => isSameJson(value, other)))
    .map((value) => ({ pointer: at, reason: `${JSON.stringify(value)} is no longer accepted` }));
};

/** Lengths, sizes and magnitudes that were accepted so far. */
export const boundsRule: KeywordRule = (released, current, pointer) =>
  [...LOWER_BOUNDS, ...UPPER_BOUNDS].flatMap((keyword) => {
    const now = current[keyword];
    const before = released[keyword] ?? (SIZES.includes(keyword) ? 0 : undefined);
    if (typeof now !== 'number') return [];
    const at = under(pointer, keyword);
    if (typeof before !== 'number')
      return [{ pointer: at, reason: `${keyword} ${now} was added, where there was no bound` }];
    const isNarrower = LOWER_BOUNDS.includes(keyword) ? now > before : now < before;
    return isNarrower
      ? [{ pointer: at, reason: `${keyword} was narrowed from ${before} to ${now}` }]
      : [];
  });

function list(items: Iterable<string>): string {
  return [...items].join(' or ');
}
