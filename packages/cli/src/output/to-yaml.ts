import { escapedText } from './escaped-text.js';

/**
 * A JSON value as YAML that every reader takes alike. `kubectl` reads YAML 1.1, in which a plain `y`, `on`,
 * `1_000` or `12:30` is not a text, and other programs read 1.2: a text is plain only where no version could
 * take it for anything else. Each text is on one line, and nothing that a terminal would obey is written
 * as it is.
 */
export function toYaml(value: unknown): string {
  // As JSON has it: without fields that are undefined.
  const plain: unknown = JSON.parse(JSON.stringify(value) ?? 'null');
  if (!isCollection(plain)) return `${scalar(plain)}\n`;
  const lines: string[] = [];
  addLines(lines, plain, '', '');
  return `${lines.join('\n')}\n`;
}

type Collection = readonly unknown[] | Readonly<Record<string, unknown>>;

/** A list or mapping that is not empty, so it has lines of its own. */
function isCollection(value: unknown): value is Collection {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** Adds the lines of a value: the first begins with `lead`, all others with `indent`. */
function addLines(lines: string[], value: Collection, lead: string, indent: string): void {
  let start = lead;
  const add = (mark: string, item: unknown) => {
    if (isCollection(item)) addLines(lines, item, `${start}${mark}`, `${indent}  `);
    else lines.push(`${start}${mark}${scalar(item)}`);
    start = indent;
  };
  if (isList(value)) {
    for (const item of value) add('- ', item);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key.length > LONGEST_KEY) {
      add('? ', key);
      add(': ', item);
    } else if (isCollection(item)) {
      lines.push(`${start}${text(key)}:`);
      start = indent;
      addLines(lines, item, `${indent}  `, `${indent}  `);
    } else add(`${text(key)}: `, item);
  }
}

/** A key in front of a `:` may have 1,024 characters, and an escape takes up to ten. */
const LONGEST_KEY = 100;

function isList(value: Collection): value is readonly unknown[] {
  return Array.isArray(value);
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return '[]';
  if (typeof value === 'object' && value !== null) return '{}';
  // YAML 1.1 takes 1e+21 for a text: its numbers have a dot before the exponent.
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}

function text(value: string): string {
  return PLAIN.test(value) && !WORDS.has(value.toLowerCase()) ? value : quoted(value);
}

/** Begins with a letter, ends with no blank, and holds no sign that YAML knows. */
const PLAIN = /^[A-Za-z](?:[\w ./;()+,-]*[\w./;)+-])?$/;

/** What YAML 1.1 takes for a truth value or for nothing; all else that it knows begins with no letter. */
const WORDS: ReadonlySet<string> = new Set([
  'y',
  'yes',
  'n',
  'no',
  'on',
  'off',
  'true',
  'false',
  'null',
]);

function quoted(value: string): string {
  return escapedText(JSON.stringify(value.toWellFormed()), (code) =>
    code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`,
  );
}
