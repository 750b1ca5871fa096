/** The code in a document. */
import { readFileSync } from 'node:fs';

/** The fenced blocks of a document whose opening says `info`, such as `ts` or `ts example`, first to last. */
export function snippets(document: string, info: string): string[] {
  const text = readFileSync(document, 'utf8');
  return [...text.matchAll(/^```([^`\n]+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === info)
    .map(([, , code = '']) => code);
}
