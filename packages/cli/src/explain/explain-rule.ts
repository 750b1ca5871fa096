import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import {
  type ExplainedFinding,
  explain,
  isRule,
  RULES,
  rulesAbout,
  SUBJECTS,
} from '@k8s-backup-target/lint/explain';
import type { RuleFinding } from '../generated/output.js';
import type { ExplanationOf } from './explanation.js';

/** The ids of all rules. */
export function ruleNames(): readonly string[] {
  return RULES;
}

/** Lists every rule, by subject. */
export function listRules(): ExplanationOf<'rules'> {
  const subjects = SUBJECTS.map((subject) => ({
    subject,
    rules: rulesAbout(subject).map(({ rule, finds }) => ({ rule, finds })),
  }));
  return { kind: 'rules', subjects };
}

/** Explains what a rule finds, why, and what to do; undefined if there is no such rule. */
export function explainRule(rule: string): ExplanationOf<'rule'> | undefined {
  if (!isRule(rule)) return undefined;
  const { finds, why, sources, findings } = explain(rule);
  return { kind: 'rule', rule, finds, why, sources, findings: findings.map(findingOf) };
}

function findingOf(finding: ExplainedFinding): RuleFinding {
  const { severity, refused = false, veleroSeverity, message, remedy = null, releases } = finding;
  const told = veleroSeverity ?? severity;
  return { severity: told, refused, message, remedy, releases: listed(releases) };
}

/** Null where it holds for every measured release. */
function listed(releases: ExplainedFinding['releases']): readonly string[] | null {
  if (releases === undefined || releases.length === MEASURED_RELEASES.length) return null;
  return releases;
}
