import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob, LONGEST_GLOB } from './glob.js';

function matches(pattern: string, text: string): boolean | string {
  const glob = compileGlob(pattern);
  return glob.ok ? glob.matches(text) : glob.reason;
}

describe('compileGlob', () => {
  // Recorded from github.com/gobwas/glob v0.2.3, which judges more of them in tests/velero-oracle.
  it.each([
    ['', '', true],
    ['*', 'pods.metrics.k8s.io', true],
    ['*.apps', 'deployments.apps', true],
    ['app-?', 'app-1', true],
    ['app-?', 'app-12', false],
    ['ns[13]', 'ns3', true],
    ['ns[a-c]', 'nsd', false],
    ['[!ab]x', 'cx', true],
    ['a\\*', 'a*', true],
    ['{app,db}-*', 'db-1', true],
    ['{a', 'a', true],
    // What gobwas gets wrong.
    ['aba*aba', 'aba', true],
    ['[abc-e]', 'd', false],
    ['[abc-e]', '-', true],
    ['[!ab][!ab]', 'ba', true],
    ['[!ab][!ab]', 'ab', false],
    ['pods{,}', 'pods', false],
  ])('reads %j as gobwas does: %j %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    ['[a-z0-9]', 'expected close range character'],
    ['[z-a]', 'hi character should be greater than lo'],
    ['[a-]', 'unexpected end of input'],
    ['[]', 'could not parse range'],
    ['[', 'unexpected end of input'],
    ['a\ufffd*', 'could not read rune'],
  ])('refuses %j', (pattern, reason) => {
    expect(matches(pattern, 'a')).toBe(reason);
  });

  it('refuses a pattern that would take too long to read, and takes as long a name', () => {
    const letters = 'a'.repeat(LONGEST_GLOB);
    expect(compileGlob(`${letters}*`)).toMatchObject({ ok: false, tooLong: true });
    expect(matches(`${letters}a`, `${letters}a`)).toBe(true);
  });

  it.each(['*b*a*a*', '*ab*?a*a[a]*', '*a*a*b*?', '{a*b*c,a*}*b'])(
    'ends on a hostile text for many repetitions of %j',
    (part) => {
      const pattern = part.repeat(Math.floor(200 / part.length));
      expect(matches(pattern, 'a'.repeat(250))).toBe(false);
    },
  );

  it('matches a name without special letters by itself alone', () => {
    const name = fc.stringMatching(/^[a-z0-9.-]{1,12}$/);
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(matches(one, other)).toBe(one === other);
      }),
    );
  });
});
