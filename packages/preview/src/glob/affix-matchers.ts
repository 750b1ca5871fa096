import { ANY_LENGTH, type Found, type Matcher, upTo } from './matcher.js';

/** `prefix*`. */
export class Prefix implements Matcher {
  readonly length: number = ANY_LENGTH;
  readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  matches(text: string): boolean {
    return text.startsWith(this.prefix);
  }

  find(text: string): Found | undefined {
    const at = text.indexOf(this.prefix);
    if (at === -1) return undefined;
    return { at, lengths: upTo(text.length - at, this.prefix.length) };
  }
}

/** `*suffix`. */
export class Suffix implements Matcher {
  readonly length: number = ANY_LENGTH;
  readonly suffix: string;

  constructor(suffix: string) {
    this.suffix = suffix;
  }

  matches(text: string): boolean {
    return text.endsWith(this.suffix);
  }

  find(text: string): Found | undefined {
    const at = text.indexOf(this.suffix);
    return at === -1 ? undefined : { at: 0, lengths: [at + this.suffix.length] };
  }
}

/** `prefix*suffix`, where gobwas lets the two overlap: `aba*aba` matches `aba`. */
export class PrefixSuffix implements Matcher {
  readonly length: number = ANY_LENGTH;
  readonly #prefix: string;
  readonly #suffix: string;

  constructor(prefix: string, suffix: string) {
    this.#prefix = prefix;
    this.#suffix = suffix;
  }

  matches(text: string): boolean {
    return text.startsWith(this.#prefix) && text.endsWith(this.#suffix);
  }

  find(text: string): Found | undefined {
    const at = text.indexOf(this.#prefix);
    if (at === -1) return undefined;
    const lengths: number[] = [];
    let rest = text.slice(at);
    for (;;) {
      const end = rest.lastIndexOf(this.#suffix);
      if (end === -1) break;
      lengths.unshift(end + this.#suffix.length);
      rest = rest.slice(0, end);
    }
    return lengths.length === 0 ? undefined : { at, lengths };
  }
}

/** `*needle*`, or every text without `needle`. */
export class Contains implements Matcher {
  readonly length: number = ANY_LENGTH;
  readonly #needle: string;
  readonly #not: boolean;

  constructor(needle: string, not: boolean) {
    this.#needle = needle;
    this.#not = not;
  }

  matches(text: string): boolean {
    return text.includes(this.#needle) !== this.#not;
  }

  find(text: string): Found | undefined {
    const at = text.indexOf(this.#needle);
    if (this.#not) return { at: 0, lengths: upTo(at === -1 ? text.length : at) };
    if (at === -1) return undefined;
    return { at: 0, lengths: upTo(text.length, at + this.#needle.length) };
  }
}
