import { Contains } from './affix-matchers.js';
import { EveryOf, Row } from './compound-matchers.js';
import { List, Single } from './letter-matchers.js';
import { ANY_LENGTH, type Matcher } from './matcher.js';
import { Max, Min, Super } from './simple-matchers.js';

/** One matcher for several that follow one another, where gobwas has one. */
export function glue(matchers: readonly Matcher[]): Matcher | undefined {
  if (matchers.length <= 1) return undefined;
  return glueAsEvery(matchers) ?? glueAsRow(matchers);
}

function glueAsRow(matchers: readonly Matcher[]): Matcher | undefined {
  if (matchers.some(({ length }) => length === ANY_LENGTH)) return undefined;
  return new Row(matchers);
}

/** The letters that a matcher shuts out, as gobwas compares them; undefined for one that cannot be glued. */
function shutOut(matcher: Matcher | undefined): string | undefined {
  if (matcher instanceof Super || matcher instanceof Single) return '';
  return matcher instanceof List && matcher.not ? matcher.letters : undefined;
}

/** `[!ab][!ab]` becomes "two letters that do not hold the text ab": gobwas takes the list for a text. */
function glueAsEvery(matchers: readonly Matcher[]): Matcher | undefined {
  const letters = shutOut(matchers[0]);
  if (letters === undefined) return undefined;
  if (matchers.some((matcher) => shutOut(matcher) !== letters)) return undefined;
  const hasSuper = matchers.some((matcher) => matcher instanceof Super);
  const count = matchers.filter((matcher) => !(matcher instanceof Super)).length;
  if (count === 0) return new Super();
  if (hasSuper && letters === '') return new Min(count);
  return new EveryOf([
    new Min(count),
    ...(hasSuper ? [] : [new Max(count)]),
    ...(letters === '' ? [] : [new Contains(letters, true)]),
  ]);
}

/** Glues the best stretch that can be glued, and again until none can. */
export function minimize(matchers: readonly Matcher[]): readonly Matcher[] {
  const best = bestStretch(matchers);
  if (best === undefined) return matchers;
  const { start, end } = best;
  const glued = glue(matchers.slice(start, end));
  if (glued === undefined) return matchers;
  return minimize([...matchers.slice(0, start), glued, ...matchers.slice(end)]);
}

/** Matchers that could be glued, and the static length of what they would become. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

function bestStretch(matchers: readonly Matcher[]): Stretch | undefined {
  const lengths = sumsOf(matchers);
  let best: Stretch | undefined;
  for (let start = 0; start < matchers.length; start += 1) {
    const every = endOfEvery(matchers, start);
    const row = endOfRow(matchers, start);
    for (let end = Math.max(every, row); end > start + 1; end -= 1) {
      const sum = (lengths[end] ?? 0) - (lengths[start] ?? 0);
      const next = { start, end, length: end <= every ? ANY_LENGTH : sum };
      if (isBetter(next, best)) best = next;
    }
  }
  return best;
}

/** The sum of the static lengths before each matcher, and before the end. */
function sumsOf(matchers: readonly Matcher[]): readonly number[] {
  let sum = 0;
  const sums = matchers.map(({ length }) => {
    const before = sum;
    sum += Math.max(length, 0);
    return before;
  });
  return [...sums, sum];
}

function endOfRow(matchers: readonly Matcher[], start: number): number {
  const end = matchers.findIndex(({ length }, at) => at >= start && length === ANY_LENGTH);
  return end === -1 ? matchers.length : end;
}

function endOfEvery(matchers: readonly Matcher[], start: number): number {
  const letters = shutOut(matchers[start]);
  if (letters === undefined) return start;
  const end = matchers.findIndex((matcher, at) => at >= start && shutOut(matcher) !== letters);
  return end === -1 ? matchers.length : end;
}

/** gobwas takes more matchers, or else more letters. */
function isBetter(next: Stretch, best: Stretch | undefined): boolean {
  if (best === undefined || best.end - best.start < next.end - next.start) return true;
  return best.length !== ANY_LENGTH && next.length > best.length;
}
