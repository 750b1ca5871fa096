import { ANY_LENGTH, type Found, type Matcher } from './matcher.js';

/** Thrown where Velero itself crashes: gobwas reads past the end of the text. */
export class GlobCrash extends Error {
  override readonly name = 'GlobCrash';
}

/** `{a,b}`. */
export class AnyOf implements Matcher {
  readonly length: number;
  readonly matchers: readonly Matcher[];

  constructor(matchers: readonly Matcher[]) {
    this.matchers = matchers;
    this.length = commonLength(matchers);
  }

  matches(text: string): boolean {
    return this.matchers.some((matcher) => matcher.matches(text));
  }

  find(text: string): Found | undefined {
    const all = this.matchers.flatMap((matcher) => matcher.find(text) ?? []);
    if (all.length === 0) return undefined;
    const at = Math.min(...all.map((found) => found.at));
    const lengths = new Set(
      all.filter((found) => found.at === at).flatMap((found) => found.lengths),
    );
    return { at, lengths: [...lengths].sort((a, b) => a - b) };
  }
}

/** gobwas forgets the leading matchers that have no static length. */
function commonLength(matchers: readonly Matcher[]): number {
  let length = ANY_LENGTH;
  for (const matcher of matchers) {
    if (length === ANY_LENGTH) length = matcher.length;
    else if (matcher.length !== length) return ANY_LENGTH;
  }
  return length;
}

/** Accepts what all of several matchers accept: gobwas' form of negated lists in a row. */
export class EveryOf implements Matcher {
  readonly length: number;
  readonly #matchers: readonly Matcher[];

  constructor(matchers: readonly Matcher[]) {
    this.#matchers = matchers;
    this.length = matchers.length === 0 ? 0 : ANY_LENGTH;
  }

  matches(text: string): boolean {
    return this.#matchers.every((matcher) => matcher.matches(text));
  }

  /** Every member (Min, Max, Contains) is found at 0 or not at all. */
  find(text: string): Found | undefined {
    let lengths: readonly number[] | undefined;
    for (const matcher of this.#matchers) {
      const found = matcher.find(text);
      if (found === undefined) return undefined;
      const others = new Set(found.lengths);
      lengths = lengths === undefined ? found.lengths : lengths.filter((one) => others.has(one));
      if (lengths.length === 0) return undefined;
    }
    return { at: 0, lengths: lengths ?? [] };
  }
}

/** Matchers of a static length that follow one another. */
export class Row implements Matcher {
  readonly length: number;
  readonly #matchers: readonly Matcher[];

  constructor(matchers: readonly Matcher[]) {
    this.#matchers = matchers;
    this.length = matchers.reduce((sum, { length }) => sum + length, 0);
  }

  matches(text: string): boolean {
    return text.length === this.length && this.#matchesStart(text);
  }

  find(text: string): Found | undefined {
    for (let at = 0; at < text.length; at += 1) {
      if (text.length - at < this.length) break;
      if (this.#matchesStart(text.slice(at))) return { at, lengths: [this.length] };
    }
    return undefined;
  }

  #matchesStart(text: string): boolean {
    let start = 0;
    for (const matcher of this.#matchers) {
      const left = text.length - start;
      if (left < matcher.length) return false;
      // A matcher of length 0 is given the whole rest, and the byte after the end where there is none.
      const taken = matcher.length === 0 ? Math.max(left, 1) : matcher.length;
      if (taken > left) throw new GlobCrash('slice bounds out of range');
      if (!matcher.matches(text.slice(start, start + taken))) return false;
      start += taken;
    }
    return true;
  }
}
