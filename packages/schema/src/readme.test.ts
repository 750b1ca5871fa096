/**
 * Runs every TypeScript block of the README. A statement that is followed by a comment must have the
 * value that the comment states: `ttlSeconds('1m'); // 60`. A block's imports are resolved to the source.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const README = await readFile(join(PACKAGE, 'README.md'), 'utf8');

const SNIPPETS = README.split(/^## /m).flatMap((section) =>
  [...section.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => ({
    title: section.slice(0, section.indexOf('\n')),
    code: String(code),
  })),
);

/** `expression; // value`, or an expression followed by a value that spans comment lines. */
const STATED = /^( *)([^\s/].*); \/\/ (.+)$|^( *)([^\s/].*);\n((?:\/\/ .*\n)+)/gm;

/** `code` with each stated expression turned into a call of `check(actual, stated)`. */
function withChecks(code: string): string {
  return code.replace(STATED, (_, indent, expression, value, indent2, expression2, lines) => {
    const stated = value ?? String(lines).replaceAll('// ', '');
    return `${indent ?? indent2}check(${expression ?? expression2}, ${stated.trim().replace(/,$/, '')});\n`;
  });
}

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schema-readme-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Bundles and runs a snippet; returns each actual value beside the stated one. */
async function outcomes(code: string, name: string): Promise<unknown[][]> {
  const file = join(folder, `${name}.mjs`);
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
    outfile: file,
    alias: {
      '@k8s-backup-target/schema/v0': join(PACKAGE, '../../schema/v0'),
      '@k8s-backup-target/schema': join(PACKAGE, 'src/index.ts'),
    },
  });
  const { found: pairs } = (await import(pathToFileURL(file).href)) as {
    readonly found: unknown[][];
  };
  return pairs;
}

describe('README.md', () => {
  it('has snippets', () => {
    expect(SNIPPETS.length).toBe(README.match(/^```ts$/gm)?.length);
    expect(SNIPPETS.length).toBeGreaterThanOrEqual(6);
  });

  it.each(SNIPPETS)('runs as stated: $title', async ({ title, code }) => {
    const pairs = await outcomes(code, title.replaceAll(' ', '-'));
    const comments = code.match(/; \/\/ |;\n\/\/ \[/g)?.length;
    expect(pairs).toHaveLength(Number(comments));
    expect(pairs.map(([actual]) => actual)).toEqual(pairs.map(([, stated]) => stated));
  });
});
