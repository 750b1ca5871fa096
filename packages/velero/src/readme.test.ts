/**
 * Runs every TypeScript block of the README. A statement that is followed by a comment must have the
 * value that the comment states: `toGoDuration('1d'); // '24h0m0s'`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const README = await readFile(join(PACKAGE, 'README.md'), 'utf8');

const SNIPPETS = [...README.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code], index) => ({
  number: index + 1,
  code: String(code),
}));

/** `expression; // value`, or an expression followed by a value that spans comment lines. */
const STATED = /^( *)([^\s/].*); \/\/ (.+)$|^( *)([^\s/].*);\n((?:\/\/ .*\n)+)/gm;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'velero-readme-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** `code` with each stated expression turned into a call of `check(actual, stated)`. */
function withChecks(code: string): string {
  return code.replace(STATED, (_, indent, expression, value, indent2, expression2, lines) => {
    const stated = value ?? String(lines).replaceAll('// ', '');
    return `${indent ?? indent2}check(${expression ?? expression2}, ${stated.trim()});\n`;
  });
}

async function outcomes(code: string, name: string): Promise<unknown[][]> {
  const outfile = join(folder, `${name}.mjs`);
  const found =
    'const found = [];\nconst check = (actual, stated) => found.push([actual, stated]);\n';
  await build({
    stdin: {
      contents: `${found}${withChecks(code)}\nexport { found };`,
      loader: 'ts',
      resolveDir: PACKAGE,
    },
    bundle: true,
    platform: 'neutral',
    format: 'esm',
    outfile,
    alias: {
      '@k8s-backup-target/velero': join(PACKAGE, 'src/index.ts'),
      '@k8s-backup-target/schema': join(PACKAGE, '../schema/src/index.ts'),
    },
  });
  return (await import(pathToFileURL(outfile).href)).found;
}

describe('README.md', () => {
  it('has snippets', () => {
    expect(SNIPPETS.length).toBeGreaterThanOrEqual(7);
  });

  it.each(SNIPPETS)('runs as stated: snippet $number', async ({ number, code }) => {
    const pairs = await outcomes(code, String(number));
    expect(pairs).toHaveLength(Number(code.match(/; \/\/ |;\n\/\/ /g)?.length));
    expect(pairs.map(([actual]) => actual)).toEqual(pairs.map(([, stated]) => stated));
  });

  it('shows databag to Schedule in ten lines', () => {
    const [code = ''] = SNIPPETS.map((snippet) => snippet.code);
    expect(
      code
        .trim()
        .split('\n')
        .filter((line) => line !== '' && !line.includes('; // ')).length,
    ).toBeLessThanOrEqual(10);
  });

  it('has the lint rules of the source', async () => {
    const row = /\| `[^\n]+ \| (?:warning|error) \| [^\n]+ \|/g;
    const source = await readFile(new URL('lint/lint-for-velero.ts', import.meta.url), 'utf8');
    const inOneSpace = README.replace(/ +/g, ' ');
    expect(inOneSpace.match(row)).toEqual(source.match(row));
  });
});
