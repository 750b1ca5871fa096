import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join('');
const object = '{"ttl":';

describe('a text beyond all bounds', () => {
  it.each([
    ['deep objects', `${object.repeat(100_000)}1${'}'.repeat(100_000)}`, 'levels deep'],
    ['deep lists', `{"ttl":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'levels deep'],
    ['deep YAML', `ttl: ${'['.repeat(600)}${']'.repeat(600)}`, 'levels deep'],
    ['deeper YAML', `ttl: ${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'is neither JSON nor YAML'],
    ['a circle', '&a\nttl: 1d\ninclude_namespaces: *a\n', 'levels deep'],
    ['a circle of two', 'spec: &a\n  ttl: &b\n    c: *a\n    d: *b\n', 'by its aliases'],
    [
      'many aliases',
      `include_namespaces:\n${times(20_000, (i) => ` - &a${i} x\n`)}${times(20_000, (i) => ` - *a${i}\n`)}`,
      'more than 1000 anchors and aliases',
    ],
    [
      'aliases of a large list',
      `a: &a [${times(20_000, () => 'x,')}]\nb: [${times(90, () => '*a,')}]\n`,
      'far too large by its aliases',
    ],
  ])('is refused in time and by name: %s', async (_, stdin, said) => {
    const { exitCode, stderr } = await kbt(['validate'], { stdin });
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('internal');
    expect(exitCode).toBe(2);
  });

  it('does not mean a few aliases', async () => {
    const stdin = 'include_namespaces: &a [shop]\nexclude_namespaces: *a\n';
    expect((await kbt(['validate'], { stdin })).exitCode).toBeLessThan(2);
  });

  it('does not mean 20,000 answers one after the other, whose lines are found', async () => {
    const stdin = `${times(20_000, () => 'integrator/0: {relation-info: []}\n')}---\nttl: 24H\n`;
    const { stdout } = await kbt(['validate'], { stdin });
    expect(stdout).toMatch(/^-:20002:6: error\[pattern\]/m);
  }, 60_000);
});
