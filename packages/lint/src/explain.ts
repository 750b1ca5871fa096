/**
 * Why each rule is there. An entry point of its own, so that no hook carries these texts.
 *
 * @module
 */
import type { Explanation } from './explanation.js';
import { EXPLANATIONS } from './generated/explanations.js';
import type { LintRule } from './generated/names.js';

export type { Explanation } from './explanation.js';
export type { Severity, Template } from './template.js';

/** The ids of all rules, in the order of the catalogue. */
export const LINT_RULES: readonly LintRule[] = Object.values(EXPLANATIONS).map(({ rule }) => rule);

/** Tells whether `text` is the id of a rule. */
export function isLintRule(text: string): text is LintRule {
  return Object.hasOwn(EXPLANATIONS, text);
}

/** Explains a rule: what it finds, why, by which source, and what it advises. */
export function explain(rule: LintRule): Explanation {
  return EXPLANATIONS[rule];
}
