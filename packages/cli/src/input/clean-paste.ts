/** What a terminal or a mail puts around a text that someone pastes; lines keep their numbers. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals begin their codes with one.
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** Takes out the colours of a terminal: neither JSON nor YAML may hold their codes. */
export function withoutColours(text: string): string {
  return text.includes('\u001b') ? text.replace(ANSI, '') : text;
}

/** What clients say before their answer. */
const SAID = /^(?:WARNING|INFO|DEBUG|ERROR|Warning|Flag)\b/;
const FENCE = /^\s*(?:```|~~~)/;
const QUOTED = /^>[> ]*/;

/**
 * Takes a pasted text for what it was before: without prompts, warnings, code fences, the marks of a mail and
 * no-break spaces in front of keys. Only for a text that cannot be read as it is.
 */
export function cleanPaste(text: string): string {
  return insideFences(unquoted(text.split(/\r?\n/)))
    .map((line) => (isPrompt(line) || SAID.test(line) ? '' : plainSpaces(line)))
    .join('\n');
}

/** `user@host:~$ juju …`, `PS C:\\> juju …`, `$ juju …`, and such a prompt alone. */
function isPrompt(line: string): boolean {
  if (line.startsWith('PS ') && line.includes('>')) return true;
  const [word = ''] = line.split(' ', 1);
  if (['$', '%', '❯'].includes(word)) return true;
  return word.includes('@') && ['$', '#', '%', '>'].some((end) => word.endsWith(end));
}

function unquoted(lines: readonly string[]): readonly string[] {
  const isMail = lines.every((line) => line.trim() === '' || line.startsWith('>'));
  return isMail
    ? lines.map((line) => line.replace(QUOTED, (mark) => mark.replace(/^(?:> ?)+/, '')))
    : lines;
}

function insideFences(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => FENCE.test(line))) return lines;
  let isInside = false;
  return lines.map((line) => {
    if (!FENCE.test(line)) return isInside ? line : '';
    isInside = !isInside;
    return '';
  });
}

/** In front of a key or a value; within one they may be meant. */
function plainSpaces(line: string): string {
  return line
    .replace(/^[\s\u00a0]*(?:-[\s\u00a0]+)*/, (spaces) => spaces.replaceAll('\u00a0', ' '))
    .replace(/^([^'"]*?:)\u00a0+/, '$1 ');
}
