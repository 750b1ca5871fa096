import type { Found, Matcher } from './matcher.js';

/** One letter that passes a test. gobwas takes the empty text for the letter U+FFFD. */
abstract class OneLetter implements Matcher {
  readonly length = 1;

  abstract accepts(letter: number): boolean;

  matches(text: string): boolean {
    return text.length <= 1 && this.accepts(text === '' ? 0xfffd : text.charCodeAt(0));
  }

  find(text: string): Found | undefined {
    for (let at = 0; at < text.length; at += 1) {
      if (this.accepts(text.charCodeAt(at))) return { at, lengths: [1] };
    }
    return undefined;
  }
}

/** `?`. */
export class Single extends OneLetter {
  override accepts(): boolean {
    return true;
  }
}

/** `[abc]` and `[!abc]`. */
export class List extends OneLetter {
  readonly letters: string;
  readonly not: boolean;
  readonly #codes: ReadonlySet<number>;

  constructor(letters: string, not: boolean) {
    super();
    this.letters = letters;
    this.not = not;
    this.#codes = new Set([...letters].map((letter) => Number(letter.codePointAt(0))));
  }

  override accepts(letter: number): boolean {
    return this.#codes.has(letter) !== this.not;
  }
}

/** `[a-z]` and `[!a-z]`. */
export class Range extends OneLetter {
  readonly #low: number;
  readonly #high: number;
  readonly #not: boolean;

  constructor(low: number, high: number, not: boolean) {
    super();
    this.#low = low;
    this.#high = high;
    this.#not = not;
  }

  override accepts(letter: number): boolean {
    return (letter >= this.#low && letter <= this.#high) !== this.#not;
  }
}
