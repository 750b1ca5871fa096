import type { Decision, PreviewPhase, PreviewResult } from '../result.js';
import { decisionFor } from './chain.js';

/** The gains and losses of a changed spec, or a changed cluster. */
export interface Comparison {
  readonly phase: { readonly before: PreviewPhase; readonly after: PreviewPhase };
  /** In the backup only after the change; the decisions are those after it. */
  readonly gained: readonly Decision[];
  /** In the backup only before the change; the decisions are those after it, null where the object is gone. */
  readonly lost: readonly { readonly key: string; readonly decision: Decision | null }[];
}

/** Both sides usually are previews of one inventory, by two specs or two releases. */
export function compare(before: PreviewResult, after: PreviewResult): Comparison {
  const wasIncluded = (key: string): boolean => decisionFor(before, key)?.included === true;
  const isIncluded = (key: string): boolean => decisionFor(after, key)?.included === true;
  return {
    phase: { before: before.phase, after: after.phase },
    gained: after.decisions.filter(({ key, included }) => included && !wasIncluded(key)),
    lost: before.decisions
      .filter(({ key, included }) => included && !isIncluded(key))
      .map(({ key }) => ({ key, decision: decisionFor(after, key) ?? null })),
  };
}
