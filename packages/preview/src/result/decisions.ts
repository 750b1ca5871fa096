import type { Cluster } from '../collect/cluster.js';
import type { Outcome, Outcomes, Pull } from '../collect/outcome.js';
import type { InventoryObject } from '../inventory/inventory.js';
import type { Decision } from '../result.js';
import type { Relation } from '../rules.js';

export function decisionsOf(cluster: Cluster, outcomes: Outcomes): readonly Decision[] {
  return cluster.objects.map((object, index) => {
    const outcome = outcomes.get(index);
    if (outcome === undefined) throw new Error(`nothing was decided about ${cluster.keys[index]}`);
    return decisionOf(cluster, index, object, outcome);
  });
}

function decisionOf(
  cluster: Cluster,
  index: number,
  { resource, namespace, name }: InventoryObject,
  outcome: Outcome,
): Decision {
  const { rule, paths } = outcome.why;
  return {
    key: cluster.keys[index] ?? '',
    resource,
    namespace: namespace ?? '',
    name,
    included: outcome.included,
    rule,
    paths,
    ...askedOf(cluster, outcome),
  };
}

function askedOf(cluster: Cluster, outcome: Outcome): Pick<Decision, 'pulledBy' | 'refused'> {
  if (outcome.included) {
    return outcome.pull === undefined ? {} : { pulledBy: askerOf(cluster, outcome.pull) };
  }
  if (outcome.refused === undefined) return {};
  const { pull, why } = outcome.refused;
  return { refused: { ...askerOf(cluster, pull), rule: why.rule, paths: why.paths } };
}

function askerOf(cluster: Cluster, { by, relation }: Pull): { key: string; relation: Relation } {
  return { key: cluster.keys[by] ?? '', relation };
}
