import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { snippets } from '@k8s-backup-target/tools/snippets';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PREVIEW_RULES } from './index.js';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const README = join(PACKAGE, 'README.md');

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preview-readme-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function run(code: string): Promise<string> {
  const outfile = join(folder, 'snippet.mjs');
  await build({
    stdin: { contents: code, loader: 'ts', resolveDir: PACKAGE },
    conditions: ['@k8s-backup-target/source'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
  return execFileSync(process.execPath, [outfile], { encoding: 'utf8' });
}

describe('README.md', () => {
  it('prints what it says', async () => {
    const [code = ''] = snippets(README, 'ts');
    expect(await run(code)).toBe(snippets(README, 'text')[0]);
  });

  it('explains every rule once', async () => {
    const text = await readFile(README, 'utf8');
    const section = text.slice(text.indexOf('### Rules'), text.indexOf('## What it does not'));
    const named = [...section.matchAll(/^\| (`.+?`) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, rule]) => rule),
    );
    expect(named.sort()).toEqual([...PREVIEW_RULES].sort());
  });
});
