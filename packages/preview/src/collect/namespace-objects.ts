import type { VeleroRules } from '@k8s-backup-target/lint';
import {
  missingNamespaceNamespace,
  unusableLabelSelectorNamespaces,
} from '../generated/templates.js';
import type { InventoryObject } from '../inventory/inventory.js';
import type { TypeVerdict } from '../resources/type-verdict.js';
import type { Collected } from './collect.js';
import { checkItem } from './item-check.js';
import type { Outcomes } from './outcome.js';
import type { Request } from './request.js';
import { type Exclusion, type Inclusion, namespaceExclusion, reason } from './verdict.js';

/**
 * Velero's nsTracker: keeps the Namespace objects that match the selector, that the name filter lets
 * through, or that hold an object that was listed.
 */
export function collectNamespaces(
  request: Request,
  { tracked, namespaceVerdict }: Collected,
  outcomes: Outcomes,
): void {
  const type = request.cluster.discovery.byId('namespaces');
  if (namespaceVerdict?.passes !== true || type === undefined) return;
  noteMissing(request, outcomes);
  noteFault(request, outcomes);
  for (const index of request.cluster.ofType(type.id)) {
    const object = request.cluster.object(index);
    const why = whyKept(object, request, tracked, namespaceVerdict);
    const refused = why === undefined ? undefined : checkItem(object, type, request);
    if (why !== undefined && refused === undefined) outcomes.set(index, { included: true, why });
    else outcomes.set(index, { included: false, why: refused ?? whyLeft(object, request) });
  }
}

/** True if Velero compares the labels of at least one Namespace object with the selectors. */
export function readsNamespaces({ cluster, resources, semantics }: Request): boolean {
  const type = cluster.discovery.resolve('namespaces');
  if (type === undefined || !resources.collects(type.id).passes) return false;
  return cluster.namespaces().some((namespace) => isActive(namespace, semantics));
}

function isActive({ status }: InventoryObject, { needsActiveNamespaces }: VeleroRules): boolean {
  return !needsActiveNamespaces || status?.phase === 'Active';
}

function noteMissing({ cluster, namespaces }: Request, outcomes: Outcomes): void {
  const existing = new Set(cluster.namespaces().map(({ name }) => name));
  for (const name of namespaces.includes.values) {
    if (name === '*' || existing.has(name)) continue;
    const path = namespaces.includes.entryOf(name)?.path;
    const paths = path === undefined ? [] : [path];
    outcomes.note(missingNamespaceNamespace, { name }, { paths, partlyFails: true });
  }
}

/** Velero cannot choose Namespaces by a selector. An empty selector counts. */
function noteFault({ selector }: Request, outcomes: Outcomes): void {
  if (selector.fault === undefined || selector.choosesNamespaces) return;
  const paths = selector.path === undefined ? [] : [selector.path];
  const values = { reason: selector.fault };
  outcomes.note(unusableLabelSelectorNamespaces, values, { paths, partlyFails: true });
}

function whyKept(
  object: InventoryObject,
  request: Request,
  tracked: ReadonlySet<string>,
  typeVerdict: TypeVerdict & { passes: true },
): Inclusion | undefined {
  const { namespaces, selector, semantics } = request;
  const resourcePath = typeVerdict.entry?.path;
  const isRead = isActive(object, semantics);
  if (isRead && selector.choosesNamespace(object)) {
    return reason('namespace-by-labels', resourcePath, selector.path);
  }
  const byName = namespaces.judge(object.name);
  if (isRead && byName.included && !(namespaces.includesEverything && selector.choosesNamespaces)) {
    return reason('namespace-by-name', byName.entry?.path, resourcePath);
  }
  return tracked.has(object.name) ? reason('namespace-holds-item', resourcePath) : undefined;
}

function whyLeft(object: InventoryObject, request: Request): Exclusion {
  const { namespaces, semantics, selector, paths } = request;
  const byName = namespaces.judge(object.name);
  if (!byName.included) return namespaceExclusion(byName, paths);
  if (!isActive(object, semantics)) {
    return reason('namespace-not-active');
  }
  return reason('namespace-without-item', selector.path);
}
