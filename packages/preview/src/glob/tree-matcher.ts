import { ANY_LENGTH, type Found, type Matcher } from './matcher.js';

/** The most texts that one tree remembers; then it starts over. */
const MEMORY = 50_000;

/** A middle part, and what is left and right of it. gobwas never finds a tree within a text. */
export class Tree implements Matcher {
  readonly length: number;
  readonly #value: Matcher;
  readonly #left: Matcher | undefined;
  readonly #right: Matcher | undefined;
  /** Without it, nested trees take exponential time on a text like `aaaa`. */
  readonly #answers = new Map<string, boolean>();

  constructor(value: Matcher, left: Matcher | undefined, right: Matcher | undefined) {
    this.#value = value;
    this.#left = left;
    this.#right = right;
    const lengths = [value.length, left?.length ?? 0, right?.length ?? 0];
    this.length = lengths.includes(ANY_LENGTH) ? ANY_LENGTH : lengths.reduce((a, b) => a + b);
  }

  get parts(): readonly [Matcher, Matcher | undefined, Matcher | undefined] {
    return [this.#value, this.#left, this.#right];
  }

  find(): Found | undefined {
    return undefined;
  }

  matches(text: string): boolean {
    const known = this.#answers.get(text);
    if (known !== undefined) return known;
    const answer = this.#search(text);
    if (this.#answers.size >= MEMORY) this.#answers.clear();
    this.#answers.set(text, answer);
    return answer;
  }

  #search(text: string): boolean {
    if (this.length > text.length) return false;
    const limit = text.length - Math.max(this.#right?.length ?? 0, 0);
    let offset = Math.max(this.#left?.length ?? 0, 0);
    while (offset < limit) {
      const found = this.#value.find(text.slice(offset, limit));
      if (found === undefined) return false;
      const at = offset + found.at;
      if (accepts(this.#left, text.slice(0, at)) && this.#fitsRight(text, at, found.lengths)) {
        return true;
      }
      offset = at + 1;
    }
    return false;
  }

  #fitsRight(text: string, at: number, lengths: readonly number[]): boolean {
    return (
      lengths.findLast((length) => accepts(this.#right, text.slice(at + length))) !== undefined
    );
  }
}

function accepts(matcher: Matcher | undefined, text: string): boolean {
  return matcher === undefined ? text === '' : matcher.matches(text);
}
