import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const documents = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '');

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  it('links to files that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path = '']) => path);
    const broken = links.filter((path) => !existsSync(join(dirname(document), path)));
    expect(broken).toEqual([]);
  });

  // A guard: what this finds in a document is work left undone there, and turns the run red.
  it('has no placeholder left', () => {
    expect(text).not.toMatch(/@[A-Z]{3,}@|\bTODO\b|\bTBD\b/);
  });
});
