import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PACKAGES = ['schema', 'lint', 'velero', 'preview', 'juju', 'provider', 'requirer'];

/** A doc comment and the function that it is of. */
const DOCUMENTED = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:async )?function (\w+)/g;

const [TYPESCRIPT = ''] = readFileSync('docs/errors.md', 'utf8').split('\nIn Python:\n');

const ROWS = TYPESCRIPT.split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| call'))
  .map((line) => line.split(' | '));

function sources(name: string): string[] {
  const listed = execFileSync('git', ['ls-files', `packages/${name}/src`], { encoding: 'utf8' });
  return listed.split('\n').filter((path) => path.endsWith('.ts') && !path.includes('test'));
}

/** The text of the modules that users import. */
function exportsOf(name: string): string {
  return sources(name)
    .filter((path) => /^packages\/\w+\/src\/(?:[\w-]+\/)?index\.ts$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

function isNamed(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

describe.each(PACKAGES)('docs/errors.md on %s', (name) => {
  const texts = sources(name).map((path) => readFileSync(path, 'utf8'));
  const exported = exportsOf(name);

  it('names every function that throws, with its errors', () => {
    const missing = texts.flatMap((text) =>
      [...text.matchAll(DOCUMENTED)].flatMap(([, doc = '', called = '']) => {
        if (!isNamed(exported, called)) return [];
        return [...doc.matchAll(/@throws (\w+Error)/g)]
          .map(([, error = '']) => error)
          .filter(
            (error) =>
              !ROWS.some(
                ([calls = '', row = '']) =>
                  calls.includes(`\`${called}\``) && row.includes(`\`${error}\``),
              ),
          )
          .map((error) => `${called} ${error}`);
      }),
    );
    expect(missing).toEqual([]);
  });

  it('names every error', () => {
    const errors = texts
      .flatMap((text) => [...text.matchAll(/export class (\w+) extends Error/g)])
      .map(([, error = '']) => error)
      .filter((error) => isNamed(exported, error));
    const unnamed = errors.filter(
      (error) => !ROWS.some(([, row = '']) => row.includes(`\`${error}\``)),
    );
    expect(unnamed).toEqual([]);
  });
});

it('docs/errors.md claims nothing that no doc comment says', () => {
  const comments = PACKAGES.flatMap((name) => sources(name))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(DOCUMENTED)])
    .map(([, doc = '', called = '']) => ({ doc, called }));
  const wrong = ROWS.flatMap(([calls = '', row = '']) => {
    const [, error = ''] = /`(\w+Error)`/.exec(row) ?? [];
    return [...calls.matchAll(/`([a-z]\w+)`/g)]
      .flatMap(([, called = '']) => comments.filter((comment) => comment.called === called))
      .filter(({ doc }) => !isNamed(doc, error))
      .map(({ called }) => `${called} ${error}`);
  });
  expect(wrong).toEqual([]);
});
