import { ANY_LENGTH, type Found, type Matcher, upTo } from './matcher.js';

/** The empty text. */
export class Nothing implements Matcher {
  readonly length = 0;

  matches(text: string): boolean {
    return text === '';
  }

  find(): Found {
    return { at: 0, lengths: [0] };
  }
}

/** `*`: without separators, every text. */
export class Super implements Matcher {
  readonly length: number = ANY_LENGTH;

  matches(): boolean {
    return true;
  }

  find(text: string): Found {
    return { at: 0, lengths: upTo(text.length) };
  }
}

export class Text implements Matcher {
  readonly length: number;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.length = [...text].length;
  }

  matches(text: string): boolean {
    return text === this.text;
  }

  find(text: string): Found | undefined {
    const at = text.indexOf(this.text);
    return at === -1 ? undefined : { at, lengths: [this.text.length] };
  }
}

/** At least `limit` letters. */
export class Min implements Matcher {
  readonly length: number = ANY_LENGTH;
  readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  matches(text: string): boolean {
    return text.length > 0 && text.length >= this.limit;
  }

  find(text: string): Found | undefined {
    const lengths = upTo(text.length, Math.max(this.limit, 1));
    return lengths.length === 0 ? undefined : { at: 0, lengths };
  }
}

/** At most `limit` letters. */
export class Max implements Matcher {
  readonly length: number = ANY_LENGTH;
  readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  matches(text: string): boolean {
    return text.length <= this.limit;
  }

  find(text: string): Found {
    return { at: 0, lengths: upTo(Math.min(text.length, this.limit)) };
  }
}
