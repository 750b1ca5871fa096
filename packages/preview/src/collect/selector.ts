import type { InventoryObject } from '../inventory/inventory.js';
import { labelOf } from '../inventory/labels.js';

/** A label selector as Velero sends it with each list call. */
export interface Selector {
  /** True if list calls carry it. */
  readonly isSet: boolean;
  /** The fault for which every list call fails; undefined for a selector that works. */
  readonly fault: string | undefined;
  matches(object: InventoryObject): boolean;
  /** True if it chooses Namespace objects: an empty one matches all, a faulty one is forgotten. */
  readonly choosesNamespaces: boolean;
}

const PREFIX =
  /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const NAME = /^(?=.{1,63}$)[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** `pairs` is null where no selector is set. An empty one is sent as the text `<none>`. */
export function selectorOf(pairs: Readonly<Record<string, string>> | null): Selector {
  if (pairs === null)
    return { isSet: false, fault: undefined, choosesNamespaces: false, matches: () => true };
  const wanted = Object.entries(pairs);
  const fault = faultOf(wanted);
  return {
    isSet: true,
    fault,
    choosesNamespaces: fault === undefined || wanted.length === 0,
    matches: (object) => wanted.every(([label, value]) => labelOf(object, label) === value),
  };
}

function faultOf(pairs: readonly (readonly [string, string])[]): string | undefined {
  if (pairs.length === 0) return 'is empty, which Velero sends as the text "<none>"';
  const [label] = pairs.find(([key]) => !isLabelKey(key)) ?? [];
  if (label !== undefined) return `has the key ${JSON.stringify(label)}, which is no label`;
  const [, value] = pairs.find(([, text]) => text !== '' && !NAME.test(text)) ?? [];
  if (value !== undefined) return `has the value ${JSON.stringify(value)}, which no label can have`;
  return undefined;
}

function isLabelKey(key: string): boolean {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  if (!NAME.test(name) || parts.length > 2) return false;
  return parts.length === 1 || PREFIX.test(parts[0] ?? '');
}
