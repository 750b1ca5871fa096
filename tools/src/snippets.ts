/** The code in a document. */
import { readFileSync } from 'node:fs';

/** The fenced blocks of one language in a document, first to last. */
export function snippets(document: string, language: string): string[] {
  const text = readFileSync(document, 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , code = '']) => code);
}
