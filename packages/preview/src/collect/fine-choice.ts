import type { ApiType } from '../discovery/api-type.js';
import type { Choice, FineFilters } from '../fine/fine-filters.js';
import type { InventoryObject } from '../inventory/inventory.js';
import type { Request } from './request.js';
import { type Exclusion, reason } from './verdict.js';

const POLICY = '/resourcePolicy';

/**
 * The reason for which a policy, or the selectors of the spec that it leaves in force, keep an object from being
 * listed; undefined for one that is listed.
 */
export function whyNotChosen(
  object: InventoryObject,
  type: ApiType,
  request: Request,
): Exclusion | undefined {
  const { fine } = request;
  if (fine === undefined) return bySpec(object, request);
  const place = listedAs(object.namespace ?? '', type, request);
  if (fine.inNamespace(place, type.id) === 'none') return reason('policy-type', POLICY);
  const listing = choiceForListing(place, type, fine);
  const unlisted = listing === undefined ? bySpec(object, request) : byPolicy(object, listing);
  if (unlisted !== undefined || !type.namespaced || place !== '') return unlisted;
  // Listed with all namespaces at once: the filters of its own namespace are asked as well.
  const own = fine.inNamespace(object.namespace ?? '', type.id);
  return own === undefined ? undefined : byPolicy(object, own);
}

/** True if at least one list call for a type carries the selectors of the spec. */
export function sendsSelector(type: ApiType, { fine, namespaces }: Request): boolean {
  if (fine === undefined) return true;
  const places = type.namespaced ? [...namespaces.namesToList] : [''];
  return places.some((place) => {
    if (fine.inNamespace(place, type.id) === 'none') return false;
    return choiceForListing(place, type, fine) === undefined;
  });
}

/** The namespace that a list call names; empty for all of them at once, and for cluster-scoped types. */
function listedAs(namespace: string, { namespaced }: ApiType, { namespaces }: Request): string {
  return namespaced && !namespaces.namesToList.has('') ? namespace : '';
}

/** The filter whose label selectors replace those of the spec in a list call. */
function choiceForListing(place: string, type: ApiType, fine: FineFilters): Choice {
  const isClusterPolicy = !type.namespaced && fine.hasClusterPolicy;
  return isClusterPolicy ? fine.ofClusterType(type.id) : fine.inNamespace(place, type.id);
}

function bySpec(object: InventoryObject, { selector }: Request): Exclusion | undefined {
  if (selector.fault !== undefined) return reason('unusable-label-selector', selector.path);
  return selector.matches(object) ? undefined : reason('label-selector', selector.path);
}

function byPolicy(object: InventoryObject, choice: Exclude<Choice, undefined>) {
  if (choice === 'none') return reason('policy-type' as const, POLICY);
  return choice.matchesLabels(object) ? undefined : reason('policy-labels' as const, POLICY);
}
