import type { InventoryObject } from '../inventory/inventory.js';
import { type CompiledSelector, compileSelector } from '../labels/compile-selector.js';
import type { ResourceFilterPolicy } from '../policies/policies.js';
import { isPresent } from '../policies/validate.js';
import { NameList } from '../resources/name-list.js';

/** A filter of a policy for the objects of some types, ready to be asked. */
export interface ResourceMatcher {
  /** Asked while Velero lists: the filter's label selectors. */
  matchesLabels(object: InventoryObject): boolean;
  /** Asked of every object, however it was found: the filter's names. */
  matchesName(name: string): boolean;
}

/** Velero's resolveResourceFilter. A selector without a condition is dropped. */
export function resourceMatcher(filter: ResourceFilterPolicy): ResourceMatcher {
  const { labelSelector, orLabelSelectors, names, excludedNames } = filter;
  const all = isPresent(labelSelector) ? [compileSelector(labelSelector)] : [];
  const any = orLabelSelectors.filter(isPresent).map(compileSelector);
  const [included, excluded] = [listOf(names), listOf(excludedNames)];
  return {
    matchesLabels: (object) => matches(all, any, object),
    matchesName: (name) => {
      if (excluded.match(name) !== undefined) return false;
      return included.size === 0 || included.has('*') || included.match(name) !== undefined;
    },
  };
}

function matches(
  all: readonly CompiledSelector[],
  any: readonly CompiledSelector[],
  object: InventoryObject,
): boolean {
  if (!all.every((selector) => selector.matches(object))) return false;
  return any.length === 0 || any.some((selector) => selector.matches(object));
}

function listOf(values: readonly string[]): NameList {
  return new NameList(values.map((value) => ({ value, path: '/resourcePolicy' })));
}
