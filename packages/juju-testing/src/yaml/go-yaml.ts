// Room: YAML as Go writes it and Juju reads it. May import model.
/**
 * YAML as Juju's hook commands print it: what go-yaml v2 makes of maps, lists and scalars, in block
 * style. No library of JavaScript writes it this way; a test holds it to what go-yaml printed.
 */
import { StringList, Struct } from './go-values.js';
import { sortedKeys } from './go-yaml-order.js';
import { type ScalarStyle, styleOf, UNPRINTABLE } from './go-yaml-style.js';

const INDENT = 2;

/** A scalar that is longer goes on in the next line, at a space. */
const BEST_WIDTH = 80;

/** A longer key is in a line of its own, after a question mark. */
const MAX_SIMPLE_KEY_BYTES = 128;

/** YAML of a value made of JSON's types and Go's structs, with the newline at its end; nothing for null. */
export function goYaml(value: unknown): string {
  return value === null || value === undefined ? '' : new Emitter().document(value);
}

/** A number as Go's `strconv.FormatFloat(x, 'g', -1, 64)` has it: from a million on as `1e+06`. */
function goFloat(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  const sign = power < 0 ? '-' : '+';
  return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}

class Emitter {
  #out = '';

  document(value: unknown): string {
    this.#node(value, -INDENT);
    return this.#out.endsWith('\n') ? this.#out : `${this.#out}\n`;
  }

  /** @param indent of the map or list that holds it */
  #node(value: unknown, indent: number, inMap = false): void {
    if (value instanceof StringList) this.#node(value.items, indent, inMap);
    else if (value instanceof Struct)
      this.#map(value.fields, indent + INDENT, Object.keys(value.fields));
    else if (Array.isArray(value)) this.#list(value, inMap ? indent : indent + INDENT);
    else if (typeof value === 'object' && value !== null) {
      this.#map(value, indent + INDENT, sortedKeys(Object.keys(value)));
    } else if (typeof value === 'string') this.#string(value, Math.max(indent, 0) + INDENT, false);
    else this.#token(typeof value === 'number' ? goFloat(value) : String(value));
  }

  #list(items: readonly unknown[], indent: number): void {
    if (items.length === 0) this.#token('[]');
    for (const item of items) {
      this.#line(indent);
      this.#out += '-';
      this.#node(item, indent);
    }
  }

  #map(value: object, indent: number, keys: readonly string[]): void {
    const entries = new Map(Object.entries(value));
    if (keys.length === 0) this.#token('{}');
    for (const key of keys) {
      this.#line(indent);
      const isSimple = this.#key(key, indent);
      this.#out += ':';
      this.#node(entries.get(key), indent, isSimple);
    }
  }

  /** Returns true if the key is on one line with its value. */
  #key(key: string, indent: number): boolean {
    const isShort = Buffer.byteLength(key) <= MAX_SIMPLE_KEY_BYTES;
    if (isShort && !/[\n\r\u0085\u2028\u2029]/.test(key)) {
      this.#string(key, indent, true);
      return true;
    }
    this.#out += '?';
    this.#string(key, indent + INDENT, false);
    this.#line(indent);
    return false;
  }

  /** Begins a line, unless one has begun with nothing but indicators in it. */
  #line(indent: number): void {
    const line = this.#out.slice(this.#out.lastIndexOf('\n') + 1);
    if (/^[ :?-]*[:?-]$/.test(line) && line.length < indent) this.#out += ' ';
    else {
      if (line !== '') this.#out += '\n';
      this.#out += ' '.repeat(indent);
    }
  }

  #token(text: string): void {
    this.#out += this.#out === '' || /[\n ]$/.test(this.#out) ? text : ` ${text}`;
  }

  #string(text: string, indent: number, isKey: boolean): void {
    const write: Readonly<Record<ScalarStyle, () => void>> = {
      plain: () => this.#folded(text, indent, isKey),
      single: () => this.#single(text, indent, isKey),
      double: () => this.#double(text, indent, isKey),
      literal: () => this.#literal(text, indent),
    };
    write[styleOf(text, isKey)]();
  }

  #folded(text: string, indent: number, isKey: boolean): void {
    this.#token('');
    this.#words(text, indent, isKey);
  }

  /** Writes text, and breaks a line that has become too long at a single space. */
  #words(text: string, indent: number, isKey: boolean): void {
    for (const part of text.match(/ +|[^ ]+/g) ?? []) {
      if (part === ' ' && !isKey && this.#column() > BEST_WIDTH)
        this.#out += `\n${' '.repeat(indent)}`;
      else this.#out += part;
    }
  }

  #single(text: string, indent: number, isKey: boolean): void {
    this.#token("'");
    const doubled = text.replaceAll("'", "''");
    const [lead = ''] = /^ */.exec(doubled) ?? [];
    // Not a pattern: one that is anchored at the end only is tried at every space.
    let end = doubled.length;
    while (end > lead.length && doubled[end - 1] === ' ') end--;
    this.#out += lead;
    this.#words(withIndentedLines(doubled.slice(lead.length, end), indent), indent, isKey);
    this.#out += `${doubled.slice(end)}'`;
  }

  #double(text: string, indent: number, isKey: boolean): void {
    this.#token('"');
    const characters = [...text];
    // A byte order mark at the start makes go-yaml escape all that follows.
    const isMarked = text.startsWith('\ufeff');
    for (const [index, character] of characters.entries()) {
      const isInner = index > 0 && index < characters.length - 1;
      const breaks = character === ' ' && characters[index - 1] !== ' ' && isInner && !isKey;
      if (breaks && this.#column() > BEST_WIDTH) {
        this.#out += `\n${' '.repeat(indent)}${characters[index + 1] === ' ' ? '\\' : ''}`;
      } else this.#out += mustEscape(character) || isMarked ? escaped(character) : character;
    }
    this.#out += '"';
  }

  #literal(text: string, indent: number): void {
    const hint = /^[ \n\r\u0085\u2028\u2029]/.test(text) ? String(INDENT) : '';
    this.#token(`|${hint}${chomping(text)}\n`);
    this.#out += withIndentedLines(text, indent, true);
  }

  #column(): number {
    return [...this.#out.slice(this.#out.lastIndexOf('\n') + 1)].length;
  }
}

/** The indicator for the line breaks at the end of a literal: none, as they are, or just one. */
function chomping(text: string): string {
  if (!/[\n\r\u0085\u2028\u2029]$/.test(text)) return '-';
  return /^.$|[\n\r\u0085\u2028\u2029]{2}$/s.test(text) ? '+' : '';
}

/** Indents each line that has text. */
function withIndentedLines(text: string, indent: number, first = false): string {
  const start = first
    ? /(^|[\n\r\u0085\u2028\u2029])(?=[^\n\r\u0085\u2028\u2029])/g
    : /([\n\r\u0085\u2028\u2029])(?=[^\n\r\u0085\u2028\u2029])/g;
  return text.replace(start, (lineBreak: string) => lineBreak + ' '.repeat(indent));
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

function mustEscape(character: string): boolean {
  return UNPRINTABLE.test(character) || /["\\\n\r\u0085\u2028\u2029]/.test(character);
}

function escaped(character: string): string {
  const name = NAMED_ESCAPES[character];
  if (name !== undefined) return `\\${name}`;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}
