import { type CompiledGlob, compileGlob } from '../glob/glob.js';

/** An entry of a list that a caller wrote, with where it is. */
export interface Entry {
  /** The text that is matched: the entry, or what it resolved to. */
  readonly value: string;
  /** A JSON Pointer into the spec, or undefined for what Velero itself added. */
  readonly path?: string | undefined;
}

/** An entry that cannot be compiled as a pattern, and with it all that sort after it. */
export interface BrokenPattern {
  readonly entry: Entry;
  readonly reason: string;
  readonly tooLong: boolean;
}

interface Pattern {
  readonly entry: Entry;
  readonly glob: CompiledGlob & { ok: true };
}

/**
 * Velero's globStringSet: a set of patterns, asked in the order of their text. One that does not compile
 * ends the search, so those after it never match.
 */
export class NameList {
  readonly #entries = new Map<string, Entry>();
  /** The entries with a wildcard, in the order of their texts. */
  readonly #patterns: Pattern[] = [];
  /** The entries without a wildcard, for which a look-up will do. */
  readonly #literals = new Map<string, Entry>();
  readonly #hits = new Map<string, Entry | undefined>();
  #broken: BrokenPattern | undefined;

  constructor(entries: readonly Entry[] = []) {
    const first = new Map<string, Entry>();
    for (const entry of entries) if (!first.has(entry.value)) first.set(entry.value, entry);
    const sorted = [...first.values()].sort((a, b) => byteOrder(a.value, b.value));
    for (const entry of sorted) this.add(entry);
  }

  /** The first entry that does not compile. */
  get broken(): BrokenPattern | undefined {
    return this.#broken;
  }

  /** Adds one entry; one whose text is there already changes nothing. */
  add(entry: Entry): void {
    if (this.#entries.has(entry.value)) return;
    this.#entries.set(entry.value, entry);
    this.#hits.clear();
    const glob = compileGlob(entry.value);
    if (!glob.ok) this.#addBroken({ entry, reason: glob.reason, tooLong: glob.tooLong });
    else if (glob.isLiteral) this.#literals.set(entry.value, entry);
    else this.#addPattern({ entry, glob });
  }

  /** Of several that do not compile, the first one ends the search; one that is too long ends nothing. */
  #addBroken(broken: BrokenPattern): void {
    const known = this.#broken;
    const isWorse = known === undefined || (known.tooLong && !broken.tooLong);
    const isEarlier =
      known?.tooLong === broken.tooLong && byteOrder(broken.entry.value, known.entry.value) < 0;
    if (isWorse || isEarlier) this.#broken = broken;
  }

  /** Most come in order: then this is a push. */
  #addPattern(pattern: Pattern): void {
    let place = this.#patterns.length;
    while (place > 0 && byteOrder(this.#valueAt(place - 1), pattern.entry.value) > 0) place -= 1;
    this.#patterns.splice(place, 0, pattern);
  }

  #valueAt(place: number): string {
    return this.#patterns[place]?.entry.value ?? '';
  }

  /** True for an entry that the search reaches. */
  #isReached({ value }: Entry): boolean {
    const broken = this.#broken;
    return broken === undefined || broken.tooLong || byteOrder(value, broken.entry.value) < 0;
  }

  get size(): number {
    return this.#entries.size;
  }

  get values(): readonly string[] {
    return [...this.#entries.keys()].sort(byteOrder);
  }

  has(value: string): boolean {
    return this.#entries.has(value);
  }

  entryOf(value: string): Entry | undefined {
    return this.#entries.get(value);
  }

  /** The entry that matches `name`, if any. */
  match(name: string): Entry | undefined {
    if (!this.#hits.has(name)) this.#hits.set(name, this.#find(name));
    return this.#hits.get(name);
  }

  #find(name: string): Entry | undefined {
    const literal = this.#literals.get(name);
    if (literal !== undefined && this.#isReached(literal)) return literal;
    return this.#patterns.find(({ entry, glob }) => glob.matches(name) && this.#isReached(entry))
      ?.entry;
  }
}

/** Go's order of strings: by UTF-8 bytes, which is the order of code points. */
export function byteOrder(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates, which encode the highest code points, go behind all other code units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
