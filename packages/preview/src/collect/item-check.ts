import type { ApiType } from '../discovery/api-type.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { isBeingDeleted } from '../inventory/inventory.js';
import { hasExcludeLabel } from './cluster.js';
import type { Request } from './request.js';
import { type Exclusion, namespaceExclusion, reason, typeExclusion } from './verdict.js';

/**
 * Velero's itemInclusionChecks: what every object must pass, however it was found. The label selector
 * is not among them, which is why related objects come in without the label.
 */
export function checkItem(
  object: InventoryObject,
  type: ApiType,
  request: Request,
): Exclusion | undefined {
  return checkItemAt(checkPlace(object.namespace ?? '', type, request), object, type, request);
}

/** The part of the checks that all objects of a type in a namespace share. */
export function checkPlace(
  namespace: string,
  type: ApiType,
  request: Request,
): Exclusion | undefined {
  return namespace === '' ? clusterScoped(type, request) : namespaced(namespace, type, request);
}

/** The checks of an object whose place was checked before. */
export function checkItemAt(
  place: Exclusion | undefined,
  object: InventoryObject,
  type: ApiType,
  request: Request,
): Exclusion | undefined {
  if (hasExcludeLabel(object)) return reason('exclude-label');
  if (place !== undefined) return place;
  if (!hasName(object, type, request)) return reason('policy-name', '/resourcePolicy');
  return isBeingDeleted(object) ? reason('being-deleted') : undefined;
}

/** A type that the policy leaves out in a namespace passes here: plugins may add such objects. */
function hasName(
  { name, namespace }: InventoryObject,
  { id }: ApiType,
  { fine }: Request,
): boolean {
  const place = namespace ?? '';
  const choice = place === '' ? fine?.ofClusterType(id) : fine?.inNamespace(place, id);
  return choice === undefined || choice === 'none' || choice.matchesName(name);
}

function clusterScoped(type: ApiType, { resources, paths }: Request): Exclusion | undefined {
  if (type.id === 'namespaces') return undefined;
  const verdict = resources.admits(type.id);
  return verdict.passes ? undefined : typeExclusion(verdict, paths);
}

function namespaced(
  namespace: string,
  type: ApiType,
  { namespaces, resources, paths }: Request,
): Exclusion | undefined {
  const inNamespace = namespaces.judge(namespace);
  if (!inNamespace.included) return namespaceExclusion(inNamespace, paths);
  const verdict = resources.collects(type.id);
  return verdict.passes ? undefined : typeExclusion(verdict, paths);
}
