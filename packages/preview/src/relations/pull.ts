import { checkItem } from '../collect/item-check.js';
import type { Outcomes } from '../collect/outcome.js';
import type { Request } from '../collect/request.js';
import { reason } from '../collect/verdict.js';
import { missingRelatedObjectRelated, relatedTypeUnknownType } from '../generated/templates.js';
import { type Related, relationsFor } from './related.js';

/**
 * Saves what saved objects ask for, and what that asks for in turn. Every object is asked once, and who
 * asks for it does not change the answer, so the order does not matter.
 */
export function pullRelated(request: Request, outcomes: Outcomes): void {
  const relations = relationsFor(request);
  const queue = relations.askers.filter((place) => outcomes.isIncluded(place));
  const askedGroups = new Set<readonly Related[]>();
  for (let next = 0; next < queue.length; next += 1) {
    const by = queue[next] ?? 0;
    const group = relations.groupOf(by);
    const asked = askedGroups.has(group) ? relations.of(by) : [...relations.of(by), ...group];
    askedGroups.add(group);
    for (const related of asked) {
      const pulled = pull(by, related, request, outcomes);
      if (pulled !== undefined) queue.push(pulled);
    }
  }
}

/** The place of an object that is saved only now. */
function pull(
  by: number,
  related: Related,
  request: Request,
  outcomes: Outcomes,
): number | undefined {
  const { resolved: type, place: index } = related;
  if (type === undefined) {
    failAsking(by, related, request, outcomes);
    return undefined;
  }
  if (index === undefined) {
    noteMissing(by, related, request, outcomes);
    return undefined;
  }
  const outcome = outcomes.get(index);
  if (outcome?.included !== false) return undefined;
  const asked = { relation: related.relation, by };
  const refusal = checkItem(request.cluster.object(index), type, request);
  if (refusal === undefined) {
    outcomes.set(index, { included: true, why: reason(related.relation), pull: asked });
    return index;
  }
  outcomes.set(index, { ...outcome, refused: outcome.refused ?? { pull: asked, why: refusal } });
  return undefined;
}

/** Velero drops an object where it cannot look up what the object asks for. */
function failAsking(by: number, { type }: Related, { cluster }: Request, outcomes: Outcomes): void {
  outcomes.set(by, { included: false, why: reason('related-type-unknown') });
  const key = cluster.keys[by] ?? '';
  outcomes.note(relatedTypeUnknownType, { key, type }, { partlyFails: true });
}

function noteMissing(by: number, related: Related, { cluster }: Request, outcomes: Outcomes): void {
  const key = cluster.keys[by] ?? '';
  const place = `${related.type}/${related.namespace}/${related.name}`;
  outcomes.note(missingRelatedObjectRelated, { key, related: place }, { partlyFails: false });
}
