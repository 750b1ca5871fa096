import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import { explain, isLintRule, LINT_RULES, type Template } from '@k8s-backup-target/lint/explain';
import type { RuleExplanation, RuleFinding } from './explanation.js';
import { OTHER_RULES } from './other-rules.js';

/** The ids of all rules. */
export function ruleNames(): readonly string[] {
  return [...LINT_RULES, ...Object.keys(OTHER_RULES)];
}

/** Explains what a rule finds, why, and what to do; undefined if there is no such rule. */
export function explainRule(rule: string): RuleExplanation | undefined {
  if (isLintRule(rule)) {
    const { finds, why, sources, findings } = explain(rule);
    return { kind: 'rule', rule, finds, why, sources, findings: findings.map(findingOf) };
  }
  const other = Object.hasOwn(OTHER_RULES, rule) ? OTHER_RULES[rule] : undefined;
  if (other === undefined) return undefined;
  const { finds, why, remedy, source } = other;
  const finding: RuleFinding = { severity: 'error', message: null, remedy, releases: null };
  return { kind: 'rule', rule, finds, why, sources: [source], findings: [finding] };
}

function findingOf({ severity, veleroSeverity, message, remedy, releases }: Template): RuleFinding {
  return { severity: veleroSeverity ?? severity, message, remedy, releases: listed(releases) };
}

/** Null where it holds for every measured release. */
function listed(releases: Template['releases']): readonly string[] | null {
  if (releases === undefined || releases.length === MEASURED_RELEASES.length) return null;
  return releases;
}
