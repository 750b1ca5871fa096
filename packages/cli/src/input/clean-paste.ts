/** What a terminal or a mail puts around a text that someone pastes; lines keep their numbers. */

/** Codes of a terminal: colours and moves, titles and links, and the rest of them. */
const ANSI =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals begin their codes with one.
  /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[ -/]*[0-~])/g;

/** Takes out the codes of a terminal: neither JSON nor YAML may hold them. */
export function withoutColours(text: string): string {
  return text.includes('\u001b') ? text.replace(ANSI, '') : text;
}

/**
 * Takes a pasted text for what it was before: without prompts, warnings, code fences, the marks of a mail, what a person
 * wrote before and after, and no-break spaces. Only for a text that cannot be read as it is.
 */
export function cleanPaste(text: string): string {
  const lines = insideFences(unquoted(text.split(/\r?\n/).map(visible)));
  return onlyDocument(plainSpaces(withoutPrompts(lines).map((line) => (isSaid(line) ? '' : line))));
}

/** Without signs that have no width, which some pages put in front of lines. */
function visible(line: string): string {
  return line
    .replace(/^[\u200b-\u200d\u2060\ufeff]+/, '')
    .replaceAll('\0', '')
    .replaceAll('\f', '');
}

/** What clients say before their answer, or between its lines. */
function isSaid(line: string): boolean {
  return /^(?:\d\d:\d\d:\d\d )?(?:WARNING|INFO|DEBUG|ERROR|Warning|Flag)\b/.test(line);
}

/** The beginning of a document: JSON, an item or a key. A person's sentence has blanks before its colon. */
const BEGINS = /^\s*(?:[{[&!]|---|- |["']?[\w./-]+["']?:(?:\s|$))/;

const QUOTED = /^>[> ]*/;

/** A reply may begin with who wrote what it quotes: all but that is quoted. */
function unquoted(lines: readonly string[]): readonly string[] {
  const isQuoted = (line: string) => line.startsWith('>');
  const others = lines.filter((line) => line.trim() !== '' && !isQuoted(line));
  if (!lines.some(isQuoted) || others.length > 2 || others.some((line) => BEGINS.test(line))) {
    return lines;
  }
  return lines.map((line) =>
    line.startsWith('>') ? line.replace(QUOTED, (mark) => mark.replace(/^(?:> ?)+/, '')) : '',
  );
}

const FENCE = /^\s*(?:```|~~~)/;

function insideFences(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => FENCE.test(line))) return lines;
  let isInside = false;
  return lines.map((line) => {
    if (!FENCE.test(line)) return isInside ? line : '';
    isInside = !isInside;
    return '';
  });
}

/** Commands whose output people paste. */
const PROGRAMS = ['juju', 'kubectl', 'kbt', 'velero', 'microk8s', 'cat', 'ssh'];
/** The signs with which prompts end. */
const PROMPT_ENDS = ['$', '#', '%', '>', '~', '❯', '➜', 'λ', '»', '✗'];

/** Without command lines, and without the prompt that comes after the answer. */
function withoutPrompts(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const prompts = new Set<string>();
  const left = lines.map((line, index) => {
    const prompt = promptOf(line, index === first);
    if (prompt === undefined) return line;
    if (prompt !== '') prompts.add(prompt.trim());
    return '';
  });
  return left.map((line) => (prompts.has(line.trim()) || isLonePrompt(line) ? '' : line));
}

/** The prompt of a line with a command; undefined for any other line. */
function promptOf(line: string, isFirst: boolean): string | undefined {
  for (const program of PROGRAMS) {
    const at = ` ${line}`.indexOf(` ${program} `);
    const glued = line.indexOf(`>${program} `);
    const start = at === -1 ? glued + 1 : at;
    if (at === -1 && glued === -1) continue;
    const prompt = line.slice(0, start).replace(/ sudo $/, ' ');
    if (prompt.trim() === '' ? isFirst : isPrompt(prompt)) return prompt;
  }
  return undefined;
}

function isPrompt(text: string): boolean {
  return PROMPT_ENDS.some((end) => text.trimEnd().endsWith(end)) && !/["'{}]/.test(text);
}

/** `user@host:~$`, `PS C:\>` and such, whatever follows. */
function isLonePrompt(line: string): boolean {
  if (line.startsWith('PS ') && line.includes('>')) return true;
  const [word = ''] = line.split(' ', 1);
  if (['$', '%', '❯'].includes(word)) return true;
  return word.includes('@') && ['$', '#', '%', '>'].some((end) => word.endsWith(end));
}

/** Spaces that are none to JSON and YAML. */
const ODD_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const ODD_INDENT = /^[ \t]*[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/** Where they indent a line, they took the place of all others; within a value alone they may be meant. */
function plainSpaces(lines: readonly string[]): readonly string[] {
  const isOdd = lines.some(
    (line) => ODD_INDENT.test(line) || /^[\w./-]+:[\u00a0\u202f]/.test(line),
  );
  return isOdd ? lines.map((line) => line.replace(ODD_SPACES, ' ')) : lines;
}

/** Without what a person or a client wrote before the document and after it. */
function onlyDocument(lines: readonly string[]): string {
  const start = lines.findIndex((line) => BEGINS.test(line));
  if (start === -1) return lines.join('\n');
  const left = lines.map((line, index) => (index < start ? '' : line));
  if (/^\s*[{[]/.test(left[start] ?? '')) return onlyJson(left.join('\n'));
  for (let last = left.length - 1; last > start; last -= 1) {
    const line = left[last] ?? '';
    // A line that is cut off has no blanks: it must not go unnoticed.
    if (line.trim() !== '' && (BEGINS.test(line) || !/^\S+ \S/.test(line))) break;
    left[last] = '';
  }
  return left.join('\n');
}

/** Up to the end of the last value: what comes after it on its line goes too. */
function onlyJson(text: string): string {
  let [depth, end] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') at = endOfString(text, at);
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) end = at + 1;
    } else if (depth === 0 && end > 0 && !/[\s,]/.test(sign)) break;
  }
  // A value that is cut off must not go unnoticed.
  return depth === 0 && end > 0 ? text.slice(0, end) : text;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
