import { checkItem } from '../collect/item-check.js';
import type { Outcomes } from '../collect/outcome.js';
import type { Request } from '../collect/request.js';
import { reason } from '../collect/verdict.js';
import type { ApiType } from '../discovery/api-type.js';

const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';

/**
 * Velero's last step: the definition of each custom resource that was saved. It is left out where
 * definitions are collected by themselves, so a label selector loses them. An inventory without the
 * type is a shortened one: Velero needs definitions itself.
 */
export function pullDefinitions(request: Request, outcomes: Outcomes): void {
  const { cluster, resources } = request;
  const type = cluster.discovery.byId(DEFINITIONS);
  if (type === undefined || !resources.admits(DEFINITIONS).passes) return;
  if (resources.collects(DEFINITIONS).passes) return;
  for (const [saved, by] of firstOfEachType(request, outcomes)) {
    pullDefinition(saved, by, type, request, outcomes);
  }
}

function firstOfEachType({ cluster }: Request, outcomes: Outcomes): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const type of cluster.storedTypes) {
    const index = cluster.ofType(type).find((place) => outcomes.isIncluded(place));
    if (index !== undefined) first.set(type, index);
  }
  return first;
}

function pullDefinition(
  saved: string,
  by: number,
  type: ApiType,
  request: Request,
  outcomes: Outcomes,
): void {
  const index = request.cluster.find(DEFINITIONS, '', saved);
  const outcome = index === undefined ? undefined : outcomes.get(index);
  if (index === undefined || outcome?.included !== false) return;
  const pull = { relation: 'resource-to-definition' as const, by };
  const refusal = checkItem(request.cluster.object(index), type, request);
  outcomes.set(
    index,
    refusal === undefined
      ? { included: true, why: reason(pull.relation), pull }
      : { ...outcome, refused: outcome.refused ?? { pull, why: refusal } },
  );
}
