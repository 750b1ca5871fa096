// Room: Which objects a Backup collects, in the order of Velero. May import discovery, fine, inventory, labels, locations, namespaces, policies, resources, spec.
import type { ApiType } from '../discovery/api-type.js';
import { unreadableTypeType, unusableLabelSelectorList } from '../generated/templates.js';
import type { TypeVerdict } from '../resources/type-verdict.js';
import type { ExcludedRule } from '../rules.js';
import { Cohabitation } from './cohabitation.js';
import { sendsSelector, whyNotChosen } from './fine-choice.js';
import { checkItemAt, checkPlace } from './item-check.js';
import type { Outcome, Outcomes } from './outcome.js';
import type { Request } from './request.js';
import {
  type Exclusion,
  type Inclusion,
  namespaceExclusion,
  reason,
  typeExclusion,
} from './verdict.js';

/** The results of a walk over all types, next to the outcomes of the objects. */
export interface Collected {
  /** The namespaces that hold an object that was listed, saved or not. */
  readonly tracked: ReadonlySet<string>;
  /** The verdict on Namespace objects; undefined if they are not reached. */
  readonly namespaceVerdict: TypeVerdict | undefined;
}

/** Velero's getAllItems, without the Namespace objects: lists each type and checks what is listed. */
export function collect(request: Request, outcomes: Outcomes): Collected {
  const tracked = new Set<string>();
  let namespaceVerdict: TypeVerdict | undefined;
  const cohabitation = new Cohabitation();
  excludeUnservedTypes(request, outcomes);
  for (const type of request.cluster.discovery.types) {
    const verdict = verdictOf(type, request, outcomes);
    if (verdict?.passes !== true) {
      if (verdict !== undefined) excludeAll(type, typeExclusion(verdict, request.paths));
      continue;
    }
    if (cohabitation.isRepeated(type)) excludeAll(type, reason('cohabiting-type'));
    else if (type.id === 'namespaces') namespaceVerdict = verdict;
    else collectType(type, verdict, request, outcomes, tracked);
  }
  return { tracked, namespaceVerdict };

  function excludeAll({ id }: ApiType, why: Exclusion): void {
    setAll(request.cluster.ofType(id), { included: false, why }, outcomes);
  }
}

/** Undefined where the type is passed over before any filter. */
function verdictOf(type: ApiType, request: Request, outcomes: Outcomes): TypeVerdict | undefined {
  if (!type.backupable) return undefined;
  if (request.cluster.discovery.resolve(type.id) === undefined) {
    outcomes.note(unreadableTypeType, { type: type.id }, { partlyFails: true });
    return { passes: false, rule: 'unknown-type' };
  }
  return request.resources.collects(type.id);
}

function excludeUnservedTypes({ cluster }: Request, outcomes: Outcomes): void {
  for (const id of cluster.storedTypes) {
    const type = cluster.discovery.byId(id);
    if (type?.backupable === true) continue;
    const rule: ExcludedRule = type === undefined ? 'type-not-served' : 'type-not-backupable';
    const why = reason(rule);
    setAll(cluster.ofType(id), { included: false, why }, outcomes);
  }
}

function collectType(
  type: ApiType,
  verdict: TypeVerdict & { passes: true },
  request: Request,
  outcomes: Outcomes,
  tracked: Set<string>,
): void {
  const { cluster, selector, namespaces } = request;
  const isListed = !type.namespaced || namespaces.namesToList.size > 0;
  if (selector.fault !== undefined && isListed && sendsSelector(type, request)) {
    noteFault(request, outcomes);
  }
  for (const [namespace, places] of cluster.byNamespace(type.id)) {
    const outside = namespace === '' ? undefined : whyOutside(namespace, request);
    if (outside === undefined)
      collectIn(namespace, places, type, verdict, request, outcomes, tracked);
    else setAll(places, { included: false, why: outside }, outcomes);
  }
}

function setAll(places: readonly number[], outcome: Outcome, outcomes: Outcomes): void {
  for (const place of places) outcomes.set(place, outcome);
}

/** Thousands of objects share a type and a namespace: what these decide is asked once. */
function collectIn(
  namespace: string,
  places: readonly number[],
  type: ApiType,
  verdict: TypeVerdict & { passes: true },
  request: Request,
  outcomes: Outcomes,
  tracked: Set<string>,
): void {
  const included: Outcome = { included: true, why: inclusion(verdict, namespace, request) };
  const refusedHere = checkPlace(namespace, type, request);
  for (const place of places) {
    const object = request.cluster.object(place);
    const unlisted = whyNotChosen(object, type, request);
    if (unlisted !== undefined) {
      outcomes.set(place, { included: false, why: unlisted });
      continue;
    }
    if (namespace !== '') tracked.add(namespace);
    const refused = checkItemAt(refusedHere, object, type, request);
    outcomes.set(place, refused === undefined ? included : { included: false, why: refused });
  }
}

/** Velero logs it for each type; once is enough. */
function noteFault({ selector }: Request, outcomes: Outcomes): void {
  const { rule } = unusableLabelSelectorList;
  if (outcomes.notices.some((notice) => notice.rule === rule)) return;
  const paths = selector.path === undefined ? [] : [selector.path];
  const values = { reason: selector.fault ?? '' };
  outcomes.note(unusableLabelSelectorList, values, { paths, partlyFails: true });
}

/** The reason for which no list call returns an object of a namespace; undefined where one does. */
function whyOutside(namespace: string, request: Request): Exclusion | undefined {
  const { namespaces, semantics, paths } = request;
  const listsAll = namespaces.namesToList.has('');
  const isListed = listsAll || namespaces.namesToList.has(namespace);
  if (isListed && !(listsAll && semantics.dropsExcludedWhileListing)) return undefined;
  const verdict = namespaces.judge(namespace);
  if (!verdict.included) return namespaceExclusion(verdict, paths);
  return isListed
    ? undefined
    : reason('no-namespace-listed', verdict.entry?.path ?? paths.excludeNamespaces);
}

function inclusion(
  { rule, entry }: TypeVerdict & { passes: true },
  namespace: string,
  { namespaces, selector, paths }: Request,
): Inclusion {
  const verdict = namespace === '' ? undefined : namespaces.judge(namespace);
  const flag = rule === 'cluster-scope-true' ? paths.includeClusterResources : undefined;
  return reason(
    rule,
    verdict?.included === true ? verdict.entry?.path : undefined,
    entry?.path,
    flag,
    selector.path,
  );
}
