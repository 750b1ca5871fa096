/** Delta debugging: the shortest request at hand that still shows a disagreement. */
import type { Request } from '../protocol.js';
import { smallerValues } from './smaller-values.js';

/** The number of candidates that are tried for one disagreement. */
const BUDGET = 4000;

/** Shortens `request` as long as `fails` holds of it. */
export async function shrink(
  request: Request,
  fails: (candidate: Request) => Promise<boolean>,
): Promise<Request> {
  const search = new Search(request, fails);
  for (const key of search.keys()) await search.dropText(key);
  for (const key of search.keys()) {
    await search.shrinkValue(key);
    await search.shrinkText(key);
  }
  return search.best;
}

/** A text of a request: a key of the databag, or undefined for the object's own text. */
type Key = string | undefined;

class Search {
  best: Request;
  readonly #fails: (candidate: Request) => Promise<boolean>;
  #tries = 0;

  constructor(request: Request, fails: (candidate: Request) => Promise<boolean>) {
    this.best = request;
    this.#fails = fails;
  }

  keys(): readonly Key[] {
    return typeof this.best.input === 'string' ? [undefined] : Object.keys(this.best.input);
  }

  async dropText(dropped: Key): Promise<void> {
    const texts = Object.entries(this.best.input).filter(([key]) => key !== dropped);
    if (dropped !== undefined) await this.#improve(Object.fromEntries(texts));
  }

  /** Takes members out of the JSON value, as long as the text is JSON. */
  async shrinkValue(key: Key): Promise<void> {
    let improved = true;
    while (improved) {
      improved = false;
      for (const smaller of smallerValues(parsed(this.#text(key)))) {
        improved = await this.#improve(this.#with(key, JSON.stringify(smaller)));
        if (improved) break;
      }
    }
  }

  /** Takes pieces out of the text, first halves, at last single characters. */
  async shrinkText(key: Key): Promise<void> {
    for (let size = Math.ceil(this.#text(key).length / 2); size > 0; size = Math.floor(size / 2)) {
      let at = 0;
      while (at < this.#text(key).length) {
        const text = this.#text(key);
        const shorter = text.slice(0, at) + text.slice(at + size);
        if (!(await this.#improve(this.#with(key, shorter)))) at += size;
      }
    }
  }

  #text(key: Key): string {
    const { input } = this.best;
    if (typeof input === 'string') return input;
    return key === undefined ? '' : (input[key] ?? '');
  }

  #with(key: Key, text: string): Request['input'] {
    return key === undefined ? text : { ...(this.best.input as object), [key]: text };
  }

  async #improve(input: Request['input']): Promise<boolean> {
    this.#tries += 1;
    const candidate = { ...this.best, input };
    if (this.#tries > BUDGET || !(await this.#fails(candidate))) return false;
    this.best = candidate;
    return true;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
