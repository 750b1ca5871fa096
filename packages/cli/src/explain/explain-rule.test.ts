import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { ruleNames } from './explain-rule.js';

describe('kbt explain', () => {
  it('lists every rule by subject', async () => {
    const { exitCode, stdout } = await kbt(['explain']);
    expect(exitCode).toBe(0);
    const subjects = stdout.split('\n').filter((line) => /^[a-z]+$/.test(line));
    expect(subjects).toEqual([
      'contract',
      'claims',
      'specs',
      'cron',
      'preview',
      'verify',
      'cluster',
      'steps',
    ]);
    const listed = [...stdout.matchAll(/^ {2}(\S+) {2}/gm)].map(([, rule]) => rule);
    expect(listed).toEqual(ruleNames());
  });
});

describe('kbt explain RULE', () => {
  it.each(ruleNames())('explains %s', async (rule) => {
    const { exitCode, stdout } = await kbt(['explain', rule]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${rule} finds `);
    expect(stdout).toContain('Source: ');
  });

  it('explains every rule that validate prints for the examples', async () => {
    const files = ['spec.yaml', 'velero.json', 'juju-show-unit-integrator-0.json'];
    const { stdout } = await kbt(['validate', ...files, '-o', 'json']);
    const { problems }: { problems: { rule: string }[] } = JSON.parse(stdout);
    const rules = [...new Set(problems.map(({ rule }) => rule))];
    expect(rules.length).toBeGreaterThan(3);
    expect(ruleNames()).toEqual(expect.arrayContaining(rules));
  });
});
