/** The four ways to start, by the pages' own commands, from packed packages and an empty folder. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { charmcraftCommand, installCharmcraft, whyNoCharmcraft } from '../packaging/charmcraft.js';
import { Newcomer } from './newcomer.js';

const noCharmcraft = whyNoCharmcraft();

/** What no test here can run, with the reason. */
const LEFT_OUT: readonly (readonly [line: RegExp, reason: string])[] = [
  [/^juju (?:deploy|integrate|config) /, 'needs a Juju controller with a cluster'],
  [/^kbt .* --context /, 'needs a cluster, and Juju to ask'],
  [
    /^(?:uv lock|charmcraft pack)$/,
    'installs the Python package from PyPI, which has it after a release',
  ],
  ...(noCharmcraft === undefined ? [] : [[/^npm run pack$/, noCharmcraft] as const]),
];

interface Block {
  readonly info: string;
  readonly text: string;
}

function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/^```([^`\n]+)\n([\s\S]*?)^```$/gm)].map(([, info = '', code = '']) => ({
    info,
    text: code,
  }));
}

/** The page as one shell session: files are written, and lines that cannot run are left out. */
function sessionOf(page: string, folder: string): { lines: string[]; leftOut: string[] } {
  const blocks = blocksOf(page);
  for (const { info, text } of blocks) {
    const name = /^\S+ (\S+)$/.exec(info)?.[1];
    if (name !== undefined) writeFileSync(join(folder, name), text);
  }
  const all = blocks
    .filter(({ info }) => info === 'sh')
    .flatMap(({ text }) => text.trim().split('\n'));
  const cannot = (line: string) => LEFT_OUT.some(([pattern]) => pattern.test(line));
  return { lines: all.filter((line) => !cannot(line)), leftOut: all.filter(cannot) };
}

let newcomer: Newcomer;

beforeAll(async () => {
  newcomer = await Newcomer.arrive();
  if (noCharmcraft === undefined)
    newcomer.provide('charmcraft', charmcraftCommand(await installCharmcraft()));
});

afterAll(() => newcomer.leave());

describe('a newcomer', () => {
  it.each([
    ['typescript', /Tests {2}\d+ passed/, 4],
    ['python', /=== \d+ passed in /, 5],
    ['integrator', /Tests {2}\d+ passed/, 4],
    ['operator', /1 document/, 3],
  ])('comes to the end of docs/start/%s.md', async (page, success, least) => {
    mkdirSync(join(newcomer.home, page));
    const { lines } = sessionOf(`docs/start/${page}.md`, join(newcomer.home, page));
    expect(lines.length).toBeGreaterThanOrEqual(least);
    const output = await newcomer.type(page, lines.join('\n'));
    expect(stripVTControlCharacters(output)).toMatch(success);
  });

  it('is told of no command that is left out for no reason', () => {
    const folder = join(newcomer.home, 'left-out');
    mkdirSync(folder);
    const pages = ['typescript', 'python', 'integrator', 'operator'];
    const leftOut = pages.flatMap((page) => sessionOf(`docs/start/${page}.md`, folder).leftOut);
    for (const [pattern, reason] of LEFT_OUT)
      expect(
        leftOut.some((line) => pattern.test(line)),
        reason,
      ).toBe(true);
  });
});
