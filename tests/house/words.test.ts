import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import data from './words.json' with { type: 'json' };

/** Everywhere people read: documents, messages, statuses, comments and the titles of tests. */
const PROSE = ['*.md', '*.ts', '*.mjs', '*.py', '*.go', '*.txt', 'schema/*.json', 'tests/*.json'];

/** Written by others, recorded, or generated from `schema/`, where it is counted. */
const NOT_OURS =
  /^schema\/velero\/|CHANGELOG|juju-answers|^tests\/house\/words|package\.json$|generated|^docs\/lint\.md/;

/** Per 10,000 lines. Five other code bases of the field have at most so many of most patterns. */
const MOST = 2;

interface Line {
  readonly at: string;
  readonly text: string;
}

const LINES: readonly Line[] = execFileSync('git', ['ls-files', '--', ...PROSE], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && !NOT_OURS.test(path))
  .flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .map((text, index) => ({ at: `${path}:${index + 1}`, text })),
  );

function found(pattern: string, lines: readonly Line[]): readonly string[] {
  const expression = new RegExp(pattern);
  return lines
    .filter(({ text }) => expression.test(text))
    .map(({ at, text }) => `${at}: ${text.trim().slice(0, 200)}`);
}

describe.each(data.words)('of the words $pattern', ({ pattern, instead, most = MOST }) => {
  it(`there are at most ${most} in 10,000 lines (better: ${instead})`, () => {
    const hits = found(pattern, LINES);
    const allowed = Math.floor((LINES.length * most) / 10_000);
    expect(hits.length > allowed ? hits : []).toEqual([]);
  });
});

it('a pattern finds what it is for, and leaves plain English', () => {
  const [isNo] = data.words;
  const text = ['this is no path', 'there is no path', 'it is no longer', 'value is None'];
  const lines = text.map((line) => ({ at: line, text: line }));
  expect(found(isNo?.pattern ?? '', lines)).toEqual(['this is no path: this is no path']);
});
