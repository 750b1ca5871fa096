import type { Count, Decision, Totals } from '../result.js';

export function totalsOf(decisions: readonly Decision[]): Totals {
  const all = count(decisions, () => '');
  const { included, excluded } = all[0]?.[1] ?? { included: 0, excluded: 0 };
  return {
    included,
    excluded,
    byNamespace: count(decisions, (decision) => decision.namespace).map(([namespace, counts]) => ({
      namespace,
      ...counts,
    })),
    byType: count(decisions, (decision) => decision.resource).map(([resource, counts]) => ({
      resource,
      ...counts,
    })),
  };
}

function count(
  decisions: readonly Decision[],
  groupOf: (decision: Decision) => string,
): readonly (readonly [string, Count])[] {
  const counts = new Map<string, { included: number; excluded: number }>();
  for (const decision of decisions) {
    const group = groupOf(decision);
    const known = counts.get(group) ?? { included: 0, excluded: 0 };
    known[decision.included ? 'included' : 'excluded'] += 1;
    counts.set(group, known);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
