import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSnippet, snippets } from '@k8s-backup-target/tools/run-snippet';
import { describe, expect, it } from 'vitest';
import { PREVIEW_RULES } from './index.js';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const README = join(PACKAGE, 'README.md');

describe('README.md', () => {
  it('prints what it says', async () => {
    const [code = ''] = snippets(README, 'ts');
    expect(await runSnippet(code, PACKAGE)).toBe(snippets(README, 'text')[0]);
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
