import { describe, expect, it } from 'vitest';
import { explain, PREVIEW_RULES, preview } from './index.js';
import { inventoryOf, RULE_CASES } from './test-data/rule-cases.js';

describe('preview', () => {
  it('lists each rule once', () => {
    expect(new Set(PREVIEW_RULES).size).toBe(PREVIEW_RULES.length);
    expect([...PREVIEW_RULES].sort()).toEqual(Object.keys(RULE_CASES).sort());
  });

  it.each(PREVIEW_RULES)('answers with the rule %s', (rule) => {
    const { spec, key, veleroVersion, paths } = RULE_CASES[rule];
    const result = preview(spec, inventoryOf(rule), { veleroVersion });
    const decision = result.decisions.findLast((one) => key === undefined || one.key === key);
    expect(decision).toMatchObject({ rule, ...(paths && { paths }) });
    const story = explain(result, decision?.key ?? '').join(' ');
    expect(story).toContain(decision?.included === true ? ' is in the backup' : ' is not in the ');
    for (const path of decision?.paths ?? []) expect(story).toContain(path);
  });
});
