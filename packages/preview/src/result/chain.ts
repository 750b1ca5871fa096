import type { Decision, PreviewResult } from '../result.js';

const INDEXES = new WeakMap<PreviewResult, ReadonlyMap<string, Decision>>();

/** The decision about one object; undefined for a key that the inventory does not hold. */
export function decisionFor(result: PreviewResult, key: string): Decision | undefined {
  const known = INDEXES.get(result);
  if (known !== undefined) return known.get(key);
  const index = new Map(result.decisions.map((decision) => [decision.key, decision]));
  INDEXES.set(result, index);
  return index.get(key);
}

/**
 * Traces how an object came into the backup: the one that was collected by itself first, then each that was
 * asked for by the one before. Empty for an object that is not in the backup.
 */
export function chainOf(result: PreviewResult, key: string): readonly Decision[] {
  const chain: Decision[] = [];
  const seen = new Set<string>();
  let decision = decisionFor(result, key);
  while (decision?.included === true && !seen.has(decision.key)) {
    seen.add(decision.key);
    chain.unshift(decision);
    const asker = decision.pulledBy?.key;
    decision = asker === undefined ? undefined : decisionFor(result, asker);
  }
  return chain;
}
