/** Checks the brackets of a pattern as gobwas/glob, with which Velero matches names, reads them. */
export type GlobFault = 'broken' | 'misread' | 'nul';

/**
 * Reads a pattern's brackets as gobwas/glob v0.2.3 does: after `[` and an optional `!` is one range
 * (`a-z`), or a list of characters in which `-` is one of them. Takes time linear in the pattern's length.
 *
 * @returns `nul` for a pattern with a NUL, which gobwas takes for its end in some places and drops in
 * others; `broken` where gobwas does not compile the pattern; `misread` where it takes a range for a list
 * of characters; undefined where it reads what is written.
 */
export function globFault(pattern: string): GlobFault | undefined {
  if (!/[[\0\\\ufffd\ud800-\udfff]/.test(pattern)) return undefined;
  if (pattern.includes('\0')) return 'nul';
  if (pattern.includes('\ufffd') || !pattern.isWellFormed()) return 'broken';
  const letters = [...pattern];
  let isMisread = false;
  for (let at = 0; at < letters.length; ) {
    if (letters[at] === '\\') at += 2;
    else if (letters[at] !== '[') at += 1;
    else {
      const brackets = readBrackets(letters, at + 1);
      if (brackets === undefined) return 'broken';
      isMisread ||= brackets.isMisread;
      at = brackets.end;
    }
  }
  return isMisread ? 'misread' : undefined;
}

interface Brackets {
  /** Behind the closing bracket. */
  readonly end: number;
  readonly isMisread: boolean;
}

/** The brackets whose content starts at `start`; undefined where gobwas reports an error. */
function readBrackets(letters: readonly string[], start: number): Brackets | undefined {
  const at = letters[start] === '!' ? start + 1 : start;
  const [low = '', dash, high = '', close] = letters.slice(at, at + 4);
  if (dash === '-') {
    return close === ']' && codeOf(low) <= codeOf(high)
      ? { end: at + 4, isMisread: false }
      : undefined;
  }
  const list: string[] = [];
  let end = at;
  for (; letters[end] !== ']'; end += 1) {
    if (letters[end] === '\\') end += 1;
    if (end >= letters.length) return undefined;
    list.push(letters[end] ?? '');
  }
  return list.length === 0
    ? undefined
    : { end: end + 1, isMisread: list.slice(1, -1).includes('-') };
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}
