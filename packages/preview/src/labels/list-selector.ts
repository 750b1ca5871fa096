import type { InventoryObject } from '../inventory/inventory.js';
import { type CompiledSelector, compileSelector } from './compile-selector.js';
import type { LabelSelectors } from './label-selector.js';

/** The selectors as Velero sends them with each list call. */
export interface ListSelector {
  /** True if list calls carry one. */
  readonly isSet: boolean;
  /** JSON Pointer to the selector or the list of selectors; undefined where none is set. */
  readonly path: string | undefined;
  /** The fault for which every list call fails; undefined for selectors that work. */
  readonly fault: string | undefined;
  /** True if it chooses Namespace objects: an empty one matches all, a faulty one is forgotten. */
  readonly choosesNamespaces: boolean;
  /** The selector of `orLabelSelectors` on which Velero crashes while it collects the Namespaces. */
  readonly crashes: CompiledSelector | undefined;
  matches(object: InventoryObject): boolean;
  /** True for a Namespace object that is chosen by its labels. */
  choosesNamespace(object: InventoryObject): boolean;
}

/** Where both kinds are set, validation has failed before. */
export function listSelector({ all, any }: LabelSelectors): ListSelector {
  if (any !== null && any.length > 0) return anyOf(any.map(compileSelector));
  return all === null ? UNSET : one(compileSelector(all));
}

/** No selector: everything is listed, and Namespaces are chosen by their names. */
const UNSET: ListSelector = {
  isSet: false,
  path: undefined,
  fault: undefined,
  choosesNamespaces: false,
  crashes: undefined,
  matches: () => true,
  choosesNamespace: () => false,
};

function one(selector: CompiledSelector): ListSelector {
  const { fault, isEmpty, path } = selector;
  return {
    isSet: true,
    path,
    fault: fault ?? sentAs(isEmpty),
    choosesNamespaces: fault === undefined,
    crashes: undefined,
    matches: (object) => selector.matches(object),
    choosesNamespace: (object) => selector.matches(object),
  };
}

/** One list call for each selector, and if one fails, nothing is listed. */
function anyOf(selectors: readonly CompiledSelector[]): ListSelector {
  const faulty = selectors.find(({ fault, isEmpty }) => fault !== undefined || isEmpty);
  const matches = (object: InventoryObject): boolean =>
    selectors.some((selector) => selector.matches(object));
  return {
    isSet: true,
    path: (faulty ?? selectors[0])?.path.replace(/\/\d+$/, faulty === undefined ? '' : '$&'),
    fault: faulty === undefined ? undefined : (faulty.fault ?? sentAs(true)),
    choosesNamespaces: true,
    crashes: selectors.find(({ fault }) => fault !== undefined),
    matches,
    choosesNamespace: matches,
  };
}

function sentAs(isEmpty: boolean): string | undefined {
  return isEmpty ? 'is empty, which Velero sends as the text "<none>"' : undefined;
}
