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

/** Glues the longest stretch that can be glued, and again until none can. */
export function minimize(matchers: readonly Matcher[]): readonly Matcher[] {
  const best = bestStretch(matchers);
  if (best === undefined) return matchers;
  const { glued, start, end } = best;
  return minimize([...matchers.slice(0, start), glued, ...matchers.slice(end)]);
}

interface Stretch {
  readonly glued: Matcher;
  readonly start: number;
  readonly end: number;
}

function bestStretch(matchers: readonly Matcher[]): Stretch | undefined {
  let best: Stretch | undefined;
  for (let start = 0; start < matchers.length; start += 1) {
    for (let end = matchers.length; end > start + 1; end -= 1) {
      const glued = glue(matchers.slice(start, end));
      if (glued !== undefined && isBetter({ glued, start, end }, best))
        best = { glued, start, end };
    }
  }
  return best;
}

function isBetter(next: Stretch, best: Stretch | undefined): boolean {
  if (best === undefined || best.end - best.start < next.end - next.start) return true;
  const [now, then] = [best.glued.length, next.glued.length];
  return now !== ANY_LENGTH && then !== ANY_LENGTH && then > now;
}
