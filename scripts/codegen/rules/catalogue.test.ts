import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  allRules,
  parseCatalogue,
  RELEASES_FILE,
  releasesOf,
  SUBJECTS,
  type Subject,
  subjectFile,
} from './catalogue.js';

const ROOT = join(import.meta.dirname, '../../..');
const CATALOGUE = Object.fromEntries(
  SUBJECTS.map((subject) => [subject, readFileSync(join(ROOT, subjectFile(subject)), 'utf8')]),
) as Record<Subject, string>;
const RELEASES = readFileSync(join(ROOT, RELEASES_FILE), 'utf8');

const FINDING = { severity: 'error', message: 'is "{name}"', remedy: 'remove it' };

/** The catalogue with one more rule, which has one finding; both with changes. */
function withFinding(changes: object, rule: object = {}, name = 'a-rule'): Record<Subject, string> {
  const data = { scope: 'spec', finds: 'it', why: 'So.', sources: ['Velero'], ...rule };
  const { rules } = JSON.parse(CATALOGUE.specs);
  const more = { [name]: { ...data, findings: { one: { ...FINDING, ...changes } } } };
  return { ...CATALOGUE, specs: JSON.stringify({ rules: { ...rules, ...more } }) };
}

describe('parseCatalogue', () => {
  it('takes what is committed', () => {
    const catalogue = parseCatalogue(CATALOGUE, RELEASES);
    expect(Object.keys(catalogue.subjects.specs)).toContain('ttl-zero');
    expect(allRules(catalogue).map(([rule]) => rule)).toContain('cron-never-fires');
    expect(catalogue.defaultRelease).toBe('1.18.3');
  });

  it.each([
    ['a severity that does not exist', withFinding({ severity: 'fatal' }), 'severity'],
    ['a brace that is not a placeholder', withFinding({ message: 'is {Name}' }), 'stray brace'],
    ['a sentence with a period', withFinding({ remedy: 'Remove it.' }), 'period'],
    ['a capability that no release has', withFinding({ when: { cronLibrary: 'x' } }), 'capability'],
    ['a rule without a source', withFinding({}, { sources: [] }), 'no source'],
    ['a rule that is not a lower-case name', withFinding({}, {}, 'aRule'), 'its name'],
    ['a scope that does not exist', withFinding({}, { scope: 'all' }), 'its scope'],
    [
      'an error of the contract that is not refused',
      withFinding({}, { scope: 'contract' }),
      'refused',
    ],
    ['a state of what is not a step', withFinding({ state: 'failed' }), 'only a step'],
    [
      'a state that its severity does not fit',
      withFinding({ state: 'ok' }, { scope: 'step' }),
      'fit',
    ],
    ['the id of another subject', withFinding({}, {}, 'additionalProperties'), 'two subjects'],
  ])('refuses %s, and names the rule', (_, text, reason) => {
    expect(() => parseCatalogue(text, RELEASES)).toThrow(reason);
    expect(() => parseCatalogue(text, RELEASES)).toThrow(/^schema\/rules:\n {2}rule a/);
  });

  it('refuses a default release that was not measured', () => {
    const releases = RELEASES.replace('"default": "1.18.3"', '"default": "1.18.9"');
    expect(() => parseCatalogue(CATALOGUE, releases)).toThrow('1.18.9 is not measured');
  });
});

describe('the capabilities of a release', () => {
  it.each([
    ['a value that does not exist', '"cronLibrary": "robfig"', '"cronLibrary": "cron"'],
    ['a capability without a meaning', '"expandsStar": false,', '"expandStar": false,'],
  ])('refuses %s', (_, text, other) => {
    expect(() => parseCatalogue(CATALOGUE, RELEASES.replace(text, other))).toThrow(
      'is not one of the capabilities',
    );
  });
});

describe('releasesOf', () => {
  it('derives the releases of a finding from their capabilities', () => {
    const catalogue = parseCatalogue(CATALOGUE, RELEASES);
    const finding = { severity: 'error', message: '', remedy: '' } as const;
    const when = { namespaceGlobs: 'literal' };
    const found = releasesOf({ ...finding, when }, catalogue);
    expect([found[0], found.at(-1)]).toEqual(['1.14.1', '1.17.2']);
    expect(releasesOf(finding, catalogue)).toHaveLength(catalogue.releases.length);
  });
});
