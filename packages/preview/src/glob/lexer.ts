import { GlobSyntaxError } from './syntax-error.js';

/** A token of gobwas/glob v0.2.3. */
export type Token =
  | {
      readonly type:
        | 'end'
        | 'any'
        | 'super'
        | 'single'
        | 'not'
        | 'rangeOpen'
        | 'rangeClose'
        | 'rangeBetween'
        | 'termsOpen'
        | 'termsClose'
        | 'separator';
    }
  | { readonly type: 'text' | 'rangeLow' | 'rangeHigh'; readonly text: string };

const TEXT_ENDS = '?*[{';
const TEXT_ENDS_IN_TERMS = '?*[{},';

/**
 * A line by line reading of gobwas' lexer, with its habits: a NUL counts as the end, U+FFFD as a fault,
 * `[a-z0-9]` as a range that is not closed, `[abc-e]` as five letters, and a `{` need not be closed.
 */
export class Lexer {
  readonly #letters: readonly string[];
  readonly #tokens: Token[] = [];
  #position = 0;
  #termsLevel = 0;

  constructor(pattern: string) {
    this.#letters = [...pattern];
  }

  /** @throws GlobSyntaxError where gobwas refuses the pattern. */
  next(): Token {
    for (;;) {
      const token = this.#tokens.shift();
      if (token !== undefined) return token;
      this.#fetchItem();
    }
  }

  /** The next letter, or NUL at the end. */
  #peek(): string {
    const letter = this.#letters[this.#position] ?? '\0';
    if (letter === '\ufffd' || !letter.isWellFormed()) {
      throw new GlobSyntaxError('could not read rune');
    }
    return letter;
  }

  #read(): string {
    const letter = this.#peek();
    this.#position += 1;
    return letter;
  }

  #push(type: Exclude<Token['type'], 'text' | 'rangeLow' | 'rangeHigh'>): void {
    this.#tokens.push({ type });
  }

  #fetchItem(): void {
    const letter = this.#read();
    const inTerms = this.#termsLevel > 0;
    if (letter === '\0') this.#push('end');
    else if (letter === '{') {
      this.#termsLevel += 1;
      this.#push('termsOpen');
    } else if (letter === ',' && inTerms) this.#push('separator');
    else if (letter === '}' && inTerms) {
      this.#termsLevel -= 1;
      this.#push('termsClose');
    } else if (letter === '[') this.#fetchRange();
    else if (letter === '?') this.#push('single');
    else if (letter === '*') this.#fetchStars();
    else {
      this.#position -= 1;
      this.#fetchText(inTerms ? TEXT_ENDS_IN_TERMS : TEXT_ENDS);
    }
  }

  #fetchStars(): void {
    const isDouble = this.#peek() === '*';
    if (isDouble) this.#position += 1;
    this.#push(isDouble ? 'super' : 'any');
  }

  #fetchRange(): void {
    this.#push('rangeOpen');
    let letter = this.#readInRange();
    if (letter === '!') {
      this.#push('not');
      letter = this.#readInRange();
    }
    if (this.#peek() === '-') {
      this.#position += 1;
      this.#tokens.push({ type: 'rangeLow', text: letter });
      this.#push('rangeBetween');
      this.#tokens.push({ type: 'rangeHigh', text: this.#readInRange() });
    } else {
      this.#position -= 1;
      this.#fetchText(']');
    }
    if (this.#readInRange() !== ']') throw new GlobSyntaxError('expected close range character');
    this.#push('rangeClose');
  }

  #readInRange(): string {
    const letter = this.#read();
    if (letter === '\0') throw new GlobSyntaxError('unexpected end of input');
    return letter;
  }

  #fetchText(ends: string): void {
    let text = '';
    for (;;) {
      let letter = this.#read();
      if (letter === '\\') letter = this.#read();
      else if (ends.includes(letter)) {
        this.#position -= 1;
        break;
      }
      if (letter === '\0') break;
      text += letter;
    }
    if (text !== '') this.#tokens.push({ type: 'text', text });
  }
}
