/** The rules that look at one schema node by itself: what narrows it, keyword by keyword. */
import { type Break, under } from './break.js';
import { type SchemaNode, texts } from './schema-node.js';

/** Lists the breaks between two versions of a node at `pointer`, the nodes below it left aside. */
export type KeywordRule = (released: SchemaNode, current: SchemaNode, pointer: string) => Break[];

/** The keywords that the rules of this file judge: those that the contract's dialect allows. */
export const JUDGED_KEYWORDS: readonly string[] = ['type', 'required', 'minLength', 'maxLength'];

/** Types that are no longer accepted, null first among them. */
export const typeRule: KeywordRule = (released, current, pointer) => {
  const [before, now] = [texts(released, 'type'), texts(current, 'type')];
  const at = under(pointer, 'type');
  if (now.size === 0) return [];
  if (before.size === 0)
    return [{ pointer: at, reason: `any type was accepted, now only ${list(now)}` }];
  const lost = [...before].filter((type) => !now.has(type));
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

/** Lengths that were accepted so far. */
export const lengthRule: KeywordRule = (released, current, pointer) => [
  ...narrowed(released, current, 'minLength', pointer, (before, now) => now > before),
  ...narrowed(released, current, 'maxLength', pointer, (before, now) => now < before),
];

function narrowed(
  released: SchemaNode,
  current: SchemaNode,
  keyword: 'minLength' | 'maxLength',
  pointer: string,
  isNarrower: (before: number, now: number) => boolean,
): Break[] {
  const now = current[keyword];
  const before = released[keyword] ?? (keyword === 'minLength' ? 0 : undefined);
  if (typeof now !== 'number') return [];
  const at = under(pointer, keyword);
  if (typeof before !== 'number')
    return [{ pointer: at, reason: `${keyword} ${now} was added, where there was no bound` }];
  return isNarrower(before, now)
    ? [{ pointer: at, reason: `${keyword} was narrowed from ${before} to ${now}` }]
    : [];
}

function list(items: Iterable<string>): string {
  return [...items].join(' or ');
}
