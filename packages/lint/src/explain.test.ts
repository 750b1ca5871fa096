import { describe, expect, it } from 'vitest';
import { explain, isRule, RULES, rulesAbout, SUBJECTS } from './explain.js';
import { MEASURED_RELEASES } from './index.js';

const RELEASES = MEASURED_RELEASES.map(({ release }) => release);

describe('explain', () => {
  it.each(RULES)('says of %s what it finds, why, and where that is known from', (rule) => {
    const explanation = explain(rule);
    expect(explanation.rule).toBe(rule);
    for (const text of [explanation.finds, explanation.why]) expect(text.length).toBeGreaterThan(9);
    expect(explanation.sources.length).toBeGreaterThan(0);
    for (const { releases = RELEASES, ...template } of explanation.findings) {
      expect(template.rule).toBe(rule);
      expect(RELEASES).toEqual(expect.arrayContaining([...releases]));
    }
  });

  it('knows a rule by its id', () => {
    expect(isRule('ttl-zero')).toBe(true);
    expect(isRule('toString')).toBe(false);
  });

  it('has every rule under a subject, and its id once', () => {
    const ids = SUBJECTS.flatMap((subject) => rulesAbout(subject).map(({ rule }) => rule));
    expect(RULES).toEqual([...new Set(ids)]);
    expect(SUBJECTS).toContain('specs');
    expect(rulesAbout('specs').map(({ rule }) => rule)).toContain('ttl-zero');
  });

  it('says which rule is not there', () => {
    const unknown = JSON.parse('"ttl-odd"');
    expect(() => explain(unknown)).toThrow(new RangeError('there is no rule "ttl-odd"'));
  });
});
