/** The install lines of the README and of every package's, from packed packages: what they name can be imported. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { snippets } from '@k8s-backup-target/tools/run-snippet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Newcomer } from './newcomer.js';

const DOCUMENTS = execFileSync('git', ['ls-files', 'README.md', 'packages/*/README.md'], {
  encoding: 'utf8',
});

const LINES = DOCUMENTS.trim()
  .split('\n')
  .flatMap((document) => snippets(document, 'sh'))
  .flatMap((text) => text.trim().split('\n'))
  .map((line) => line.replace(/ +#.*$/, ''));

function linesOf(pattern: RegExp): readonly string[] {
  return [...new Set(LINES)].filter((line) => pattern.test(line));
}

let newcomer: Newcomer;

beforeAll(async () => {
  newcomer = await Newcomer.arrive();
});

afterAll(() => newcomer.leave());

describe('npm', () => {
  it('installs what each package is named in, and all of it can be imported', async () => {
    const lines = linesOf(/^npm install @/);
    expect(lines.length).toBeGreaterThan(4);
    mkdirSync(join(newcomer.home, 'npm'));
    await newcomer.type('npm', ['npm init --yes --init-type=module', ...lines].join('\n'));
    const manifest = readFileSync(join(newcomer.home, 'npm/package.json'), 'utf8');
    const names = Object.keys(JSON.parse(manifest).dependencies);
    const program = names.map((name) => `await import('${name}');`).join(' ');
    await newcomer.type('npm', `node --input-type=module --eval "${program}"`);
  });

  it('installs kbt, and runs it without', async () => {
    for (const line of linesOf(/^npm install --global |^npx @/)) await newcomer.type('.', line);
    expect(await newcomer.type('.', 'kbt --version && k8s-backup-target --version')).toMatch(
      /^(\d+\.\d+\.\d+)\n\1\n$/,
    );
  });
});

it('pip installs the library, and the drop-in in place of the reference', async () => {
  const lines = linesOf(/^pip (?:un)?install /);
  expect(lines).toHaveLength(3);
  const modules = 'k8s_backup_target.charm, charmlibs.interfaces.k8s_backup_target';
  const session = ['python3 -m venv .venv', '. .venv/bin/activate', ...lines];
  await newcomer.type('.', [...session, `python -c 'import ${modules}'`].join('\n'));
  for (const check of linesOf(/^pip show /))
    await expect(newcomer.type('.', `. .venv/bin/activate\n${check}`)).rejects.toThrow('not found');
});
