import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/**
 * Hosts that packages or images come from. Whoever installs has a registry of their own choice, often a mirror:
 * a file that names one, a lock file above all, goes past it.
 */
const REGISTRY =
  /registry\.npmjs\.org|registry\.yarnpkg\.com|\bpypi\.org|pythonhosted\.org|(?:proxy|sum)\.golang\.org|(?:deb|security|snapshot)\.debian\.org|(?:archive|ports|security)\.ubuntu\.com|(?:static|index)\.crates\.io|\brubygems\.org/;

function tracked(): readonly string[] {
  const answer = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' });
  return answer.split('\0').filter((path) => path !== '');
}

it('no file names a registry host, lock files included', () => {
  const naming = tracked().flatMap((path) => {
    const host = REGISTRY.exec(readFileSync(path, 'utf8'))?.[0];
    return host === undefined ? [] : [`${path}: ${host}`];
  });
  expect(naming).toEqual([]);
});

// In parts, so that this file names none.
it.each([
  ['"resolved": "https://', 'registry.npmjs', '.org/a/-/a-1.0.0.tgz"'],
  ['source = { registry = "https://', 'pypi', '.org/simple" }'],
  ['{ url = "https://files.', 'pythonhosted', '.org/packages/5f/a.whl" }'],
  ['GOPROXY=https://', 'proxy.golang', '.org'],
  ['GOSUMDB=', 'sum.golang', '.org'],
  ['deb http://', 'deb.debian', '.org/debian bookworm main'],
])('finds one in %s%s%s', (...parts) => {
  expect(parts.join('')).toMatch(REGISTRY);
});
