/**
 * Runs a document's TypeScript blocks and compares values with what the document states: a statement that
 * is followed by a comment must have the comment's value, as in `ttlSeconds('1m'); // 60`.
 */
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleSnippet, snippets } from './run-snippet.js';
import { inTemporaryFolder } from './temporary-folder.js';

/** A value as it came out, and as the document states it. */
export interface StatedValue {
  readonly actual: unknown;
  readonly stated: unknown;
}

/** A document's blocks, numbered from 1, with the number of values that each states. */
export interface StatedBlock {
  readonly number: number;
  readonly code: string;
  readonly count: number;
}

/** `expression; // value`, or an expression followed by a value that spans comment lines. */
const STATED = /^( *)([^\s/].*); \/\/ (.+)$|^( *)([^\s/].*);\n((?:\/\/ .*\n)+)/gm;

/** The TypeScript blocks of a document. */
export function statedBlocks(document: string): StatedBlock[] {
  return snippets(document, 'ts').map((code, index) => ({
    number: index + 1,
    code,
    count: code.match(/; \/\/ |;\n\/\/ /g)?.length ?? 0,
  }));
}

/** Runs a block, on the sources of this repository's packages, and returns what it states with what came out. */
export async function statedValues(
  document: string,
  { code }: StatedBlock,
): Promise<StatedValue[]> {
  return inTemporaryFolder('stated-values-', async (folder) => {
    const outfile = join(folder, 'block.mjs');
    const found =
      'const found = [];\nconst check = (actual, stated) => found.push({ actual, stated });\n';
    const program = `${found}${withChecks(code)}\nexport { found };`;
    await bundleSnippet(program, dirname(document), outfile);
    return (await import(pathToFileURL(outfile).href)).found;
  });
}

/** `code` with each stated expression turned into a call of `check(actual, stated)`. */
function withChecks(code: string): string {
  return code.replace(STATED, (_, indent, expression, value, indent2, expression2, lines) => {
    const stated = value ?? String(lines).replaceAll('// ', '');
    return `${indent ?? indent2}check(${expression ?? expression2}, ${stated.trim().replace(/,$/, '')});\n`;
  });
}
