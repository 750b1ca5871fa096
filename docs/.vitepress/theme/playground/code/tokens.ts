/** The parts of a line of YAML or JSON that have colours of their own. */
export interface Token {
  readonly from: number;
  readonly to: number;
  readonly kind: 'key' | 'text' | 'word' | 'comment';
}

/** Of longer lines, such as a databag's, only the beginning has colours. */
const LONGEST = 4000;

/** Each sign is looked at once: quoted texts, comments, keys, and numbers and truth values. */
const PART = /"(?:[^"\\]|\\.)*"?|'[^']*'?|(?:^|\s)#.*|[\w./-][\w./#-]*|[^\w"'#./-]+|./g;

const WORD = /^(?:true|false|null|-?\d+(?:\.\d+)?)$/;

/** The tokens of a line, in its order. A part in front of a colon is a key. */
export function tokensOf(line: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { 0: part, index: from } of line.slice(0, LONGEST).matchAll(PART)) {
    const to = from + part.length;
    const kind = kindOf(part, line.slice(to, to + 1));
    if (kind !== null) tokens.push({ from, to, kind });
  }
  return tokens;
}

function kindOf(part: string, next: string): Token['kind'] | null {
  if (part.trimStart().startsWith('#')) return 'comment';
  const isQuoted = part.startsWith('"') || part.startsWith("'");
  if (!isQuoted && !/^[\w./-]/.test(part)) return null;
  if (next === ':') return 'key';
  if (isQuoted) return 'text';
  return WORD.test(part) ? 'word' : null;
}
