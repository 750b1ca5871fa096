import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUE_FILE, parseCatalogue, RELEASES_FILE, releasesOf } from './catalogue.js';

const ROOT = join(import.meta.dirname, '../../..');
const CATALOGUE = readFileSync(join(ROOT, CATALOGUE_FILE), 'utf8');
const RELEASES = readFileSync(join(ROOT, RELEASES_FILE), 'utf8');

const FINDING = { severity: 'error', message: 'is "{name}"', remedy: 'remove it' };

/** The catalogue of one rule, with one finding changed. */
function withFinding(changes: object, rule: object = {}, name = 'a-rule'): string {
  const data = { scope: 'spec', finds: 'it', why: 'So.', sources: ['Velero'], ...rule };
  return JSON.stringify({
    rules: { [name]: { ...data, findings: { one: { ...FINDING, ...changes } } } },
  });
}

describe('parseCatalogue', () => {
  it('takes what is committed', () => {
    const { rules, defaultRelease } = parseCatalogue(CATALOGUE, RELEASES);
    expect(Object.keys(rules)).toContain('ttl-zero');
    expect(defaultRelease).toBe('1.18.3');
  });

  it.each([
    ['a severity that does not exist', withFinding({ severity: 'fatal' }), 'severity'],
    ['a brace that is no placeholder', withFinding({ message: 'is {Name}' }), 'stray brace'],
    ['a sentence with a period', withFinding({ remedy: 'Remove it.' }), 'period'],
    ['a capability that no release has', withFinding({ when: { cronLibrary: 'x' } }), 'capability'],
    ['a rule without a source', withFinding({}, { sources: [] }), 'no source'],
    ['a rule that is no lower-case name', withFinding({}, {}, 'aRule'), 'its name'],
  ])('refuses %s, and names the rule', (_, text, reason) => {
    expect(() => parseCatalogue(text, RELEASES)).toThrow(reason);
    expect(() => parseCatalogue(text, RELEASES)).toThrow(`${CATALOGUE_FILE}:\n  rule a`);
  });

  it('refuses a default release that was not measured', () => {
    const releases = RELEASES.replace('"default": "1.18.3"', '"default": "1.18.2"');
    expect(() => parseCatalogue(CATALOGUE, releases)).toThrow('1.18.2 is not measured');
  });
});

describe('releasesOf', () => {
  it('derives the releases of a finding from their capabilities', () => {
    const catalogue = parseCatalogue(CATALOGUE, RELEASES);
    const finding = { severity: 'error', message: '', remedy: '' } as const;
    const when = { namespaceGlobs: 'literal' };
    expect(releasesOf({ ...finding, when }, catalogue)).toEqual(['1.16.2', '1.17.2']);
    expect(releasesOf(finding, catalogue)).toHaveLength(6);
  });
});
