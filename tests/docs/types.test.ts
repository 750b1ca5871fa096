/** The TypeScript of the documents, under the flags that this repository's own has. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { blocks, isTypeScript } from './blocks.js';

const FOLDER = resolve('dist/doc-blocks');
const BLOCKS = blocks().filter(isTypeScript);

/** Samples show more than they use. Relative imports are those of a folder below `tests`. */
const CONFIG = {
  extends: '../../tsconfig.check.json',
  compilerOptions: {
    noUnusedLocals: false,
    noUnusedParameters: false,
    rootDirs: ['.', '../../tests'],
  },
  include: ['docs/*.ts'],
};

it('has no type error in any block', () => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(join(FOLDER, 'docs'), { recursive: true });
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(CONFIG));
  for (const { document, line, text } of BLOCKS) {
    const name = `${document.replaceAll('/', '-').replace(/\.md$/, '')}-${line}.ts`;
    writeFileSync(join(FOLDER, 'docs', name), text);
  }
  expect(BLOCKS.length).toBeGreaterThan(30);
  expect(errorsOf()).toBe('');
}, 60_000);

function errorsOf(): string {
  try {
    const words = ['node_modules/typescript/bin/tsc', '--project', FOLDER, '--pretty', 'false'];
    return execFileSync(process.execPath, words, { encoding: 'utf8' });
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}
