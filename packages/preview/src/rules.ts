import {
  CLAUSES,
  type CollectedRule,
  type ExcludedRule,
  type Relation,
} from './generated/rules.js';

export type { ExcludedRule, Relation } from './generated/rules.js';

/** A reason for which an object is in the backup. */
export type IncludedRule = CollectedRule | Relation;

/** The rule that decided about one object. */
export type PreviewRule = IncludedRule | ExcludedRule;

/** Every rule that a preview can answer with: a test that reaches all of them covers the preview. */
export const PREVIEW_RULES: readonly PreviewRule[] = Object.keys(CLAUSES) as PreviewRule[];
