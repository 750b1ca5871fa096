/**
 * Why each rule of this project is there: the whole catalogue, the rules of the other packages included. An
 * entry point of its own, so no hook carries these texts.
 *
 * @module
 */
import type { Explanation, Subject } from './explanation.js';
import { EXPLANATIONS, type Rule } from './generated/explanations.js';

export type { ExplainedFinding, Explanation, Scope, Subject } from './explanation.js';
export type { Rule } from './generated/explanations.js';

/** The subjects of the catalogue, in its order. */
export const SUBJECTS: readonly Subject[] = Object.keys(EXPLANATIONS) as Subject[];

const ALL: ReadonlyMap<string, Explanation> = new Map(
  SUBJECTS.flatMap((subject) => rulesAbout(subject).map((each) => [each.rule, each] as const)),
);

/** The ids of all rules, in the order of the catalogue. */
export const RULES: readonly Rule[] = [...ALL.keys()] as Rule[];

/** The explanations of a subject's rules, in the order of the catalogue. */
export function rulesAbout(subject: Subject): readonly Explanation[] {
  return Object.values(EXPLANATIONS[subject]);
}

/** Tells whether `text` is the id of a rule. */
export function isRule(text: string): text is Rule {
  return ALL.has(text);
}

/** Explains a rule: what it finds, why, by which source, and what it advises. */
export function explain(rule: Rule): Explanation {
  const explanation = ALL.get(rule);
  if (explanation === undefined) throw new RangeError(`there is no rule ${JSON.stringify(rule)}`);
  return explanation;
}
