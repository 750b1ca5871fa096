/** The four ways to start, by the pages' own commands, from packed packages and an empty folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { snippets } from '@k8s-backup-target/tools/run-snippet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoCharmcraft } from '../packaging/charmcraft.js';
import { Newcomer } from './newcomer.js';

const noCharmcraft = whyNoCharmcraft();

/** What no test here can run, with the reason. */
const LEFT_OUT: readonly (readonly [line: RegExp, reason: string])[] = [
  [/^juju (?:deploy|integrate|config) /, 'needs a Juju controller with a cluster'],
  [/^kbt .* --context /, 'needs a cluster, and Juju to ask'],
  ...(noCharmcraft === undefined
    ? []
    : [[/^(?:npm run pack|charmcraft pack)$/, noCharmcraft] as const]),
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
  await newcomer.providePackers();
});

afterAll(() => newcomer.leave());

describe('a newcomer', () => {
  it.each([
    ['typescript', /Tests {2}\d+ passed/, 4, 'my-charm'],
    ['python', /=== \d+ passed in /, 6, 'my-charm'],
    ['integrator', /Tests {2}\d+ passed/, 4, 'my-integrator'],
    ['operator', /1 document/, 3, null],
  ])('comes to the end of docs/start/%s.md', async (page, success, least, charm) => {
    mkdirSync(join(newcomer.home, page));
    const { lines, leftOut } = sessionOf(`docs/start/${page}.md`, join(newcomer.home, page));
    expect(lines.length).toBeGreaterThanOrEqual(least);
    const output = await newcomer.type(page, lines.join('\n'));
    expect(stripVTControlCharacters(output)).toMatch(success);
    if (charm === null) return;
    const made = join(newcomer.home, page, charm);
    if (noCharmcraft === undefined)
      expect(existsSync(join(made, `${charm}_amd64.charm`))).toBe(true);
    // Whoever goes by the charm's own README types the same.
    const own = snippets(join(made, 'README.md'), 'sh').flatMap((text) => text.trim().split('\n'));
    expect(own.length).toBeGreaterThan(3);
    const told = [...lines, ...leftOut];
    expect(own.filter((line) => !told.includes(line) && !/^juju /.test(line))).toEqual([]);
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
