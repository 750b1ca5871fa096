import { type CompiledGlob, compileGlob } from '../glob/glob.js';

/** An entry of a list that a caller wrote, with where it stands. */
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
 * ends the search, so that those after it never match.
 */
export class NameList {
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #patterns: readonly Pattern[];
  /** The entries without a wildcard, for which a look-up will do. */
  readonly #literals: ReadonlyMap<string, Entry>;
  /** The first entry that does not compile. */
  readonly broken: BrokenPattern | undefined;
  readonly #hits = new Map<string, Entry | undefined>();

  constructor(entries: readonly Entry[]) {
    const byValue = new Map<string, Entry>();
    for (const entry of entries) if (!byValue.has(entry.value)) byValue.set(entry.value, entry);
    this.#entries = byValue;
    const sorted = [...byValue.values()].sort((a, b) => byteOrder(a.value, b.value));
    const patterns: Pattern[] = [];
    const literals = new Map<string, Entry>();
    for (const entry of sorted) {
      const glob = compileGlob(entry.value);
      if (!glob.ok && !glob.tooLong) {
        this.broken = { entry, reason: glob.reason, tooLong: false };
        break;
      }
      if (glob.ok && glob.isLiteral) literals.set(entry.value, entry);
      else if (glob.ok) patterns.push({ entry, glob });
      else this.broken = { entry, reason: glob.reason, tooLong: true };
    }
    this.#patterns = patterns;
    this.#literals = literals;
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
    if (!this.#hits.has(name)) {
      const entry =
        this.#literals.get(name) ?? this.#patterns.find(({ glob }) => glob.matches(name))?.entry;
      this.#hits.set(name, entry);
    }
    return this.#hits.get(name);
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

/** Surrogates, which stand for the highest code points, go behind all other code units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
