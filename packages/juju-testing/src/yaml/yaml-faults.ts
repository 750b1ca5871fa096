import type { YAMLParseError, YAMLWarning } from 'yaml';

/**
 * The message of go-yaml v2 for a document that is not YAML, as far as its recorded answers show. It names a
 * line only beyond the first, of which the end of the document is one.
 */
export function syntaxFault(text: string, error: YAMLParseError | YAMLWarning): string {
  const [position] = error.pos;
  const atEnd = text.slice(position).trim() === '';
  return `${atEnd ? `line ${lineCount(text)}: ` : lineOf(text, position)}${wording(text, error, atEnd)}`;
}

function lineCount(text: string): number {
  return Math.max(1, text.replace(/\n$/, '').split('\n').length);
}

function lineOf(text: string, position: number): string {
  const line = text.slice(0, position).split('\n').length - 1;
  return line === 0 ? '' : `line ${line + 1}: `;
}

function wording(text: string, error: YAMLParseError | YAMLWarning, atEnd: boolean): string {
  if (/^\s*\t/.test(text)) return 'found character that cannot start any token';
  if (error.code === 'BAD_DQ_ESCAPE') {
    return /\\u/.test(error.message)
      ? 'found invalid Unicode character escape code'
      : 'found unknown escape character';
  }
  if (atEnd && /[{[:,]\s*$/.test(text)) return 'did not find expected node content';
  if (/flow (?:map|collection)/i.test(error.message) && text.includes('{')) {
    return "did not find expected ',' or '}'";
  }
  if (/flow (?:seq|collection)/i.test(error.message)) return "did not find expected ',' or ']'";
  if (/nested mappings|compact mappings|implicit keys/i.test(error.message)) {
    return 'mapping values are not allowed in this context';
  }
  return 'did not find expected key';
}
