import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface KnownDifference {
  readonly commands: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const DATA = 'packages/juju-testing/src/test-data';

function read<T>(file: string): T {
  return JSON.parse(readFileSync(`${DATA}/${file}`, 'utf8'));
}

/** Counts the answers under each reason: a character for each hook, by command and version. */
function counts(): readonly number[] {
  const { answers } = read<{ answers: readonly KnownDifference[] }>('known-differences.json');
  return answers.map(({ commands }) =>
    Object.values(commands)
      .flatMap((hooks) => Object.values(hooks))
      .reduce((sum, hooks) => sum + hooks.length, 0),
  );
}

it('docs/juju.md and the README count what the data holds', () => {
  const text = readFileSync('docs/juju.md', 'utf8');
  const [siblings = 0, followers = 0, random = 0] = counts();
  const all = siblings + followers + random;
  expect(text).toContain(`| [${all}](`);
  expect(text).toContain(`**${siblings + followers} reads are refused`);
  expect(text).toContain(`(${siblings})`);
  expect(text).toContain(`(${followers})`);
  expect(text).toContain(`**${random} answers are random`);
  const yaml = read<{ print: readonly unknown[]; read: readonly unknown[] }>('go-yaml.json');
  expect(text).toContain(`[${yaml.print.length} values, ${yaml.read.length} documents]`);
  const readme = readFileSync('packages/juju-testing/README.md', 'utf8');
  expect(readme.replaceAll(/\s+/g, ' ')).toContain(`${all} differ, each for a`);
});
