import { SPEC_FIELDS } from './spec-fields.js';

/** A part of a text, from its first character to the one after its last. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** The JSON values of a text that holds one after the other; each may be broken in itself. */
export function jsonParts(text: string): readonly Part[] {
  const parts: Part[] = [];
  let [start, depth] = [-1, 0];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) parts.push({ start, end: at + 1 });
    } else if (depth === 0 && !/\s/.test(character)) return [];
  }
  return depth === 0 ? parts : [];
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/**
 * The YAML documents of a text: where two answers of a client follow one another without a line `---` between them, the
 * first key comes again. Any other key that comes again is a mistake of the text, and so is a field of a spec.
 */
export function yamlParts(text: string): readonly Part[] {
  const starts = [0];
  let first: string | undefined;
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at) + 1 || text.length;
    const line = text.slice(at, next).trimEnd();
    if (line.startsWith('---')) first = undefined;
    const key = rootKey(line);
    if (key !== undefined && key === first && !SPEC_FIELDS.includes(key)) starts.push(at);
    first ??= key;
    at = next;
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

/** The key of a line that begins at the left margin; undefined for any other line. */
function rootKey(line: string): string | undefined {
  if (!/^[\w./]/.test(line)) return undefined;
  const end = line.indexOf(': ');
  if (end !== -1) return line.slice(0, end);
  return line.endsWith(':') ? line.slice(0, -1) : undefined;
}
