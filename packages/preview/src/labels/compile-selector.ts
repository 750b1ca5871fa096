import type { InventoryObject } from '../inventory/inventory.js';
import { labelOf } from '../inventory/inventory.js';
import type { LabelRequirement, LabelSelector } from './label-selector.js';

/** A label selector, ready to be asked. */
export interface CompiledSelector {
  /** Why it is not a selector; undefined for one that is. */
  readonly fault: string | undefined;
  /** True for one without a condition: it matches everything, and cannot be sent with a list call. */
  readonly isEmpty: boolean;
  readonly path: string;
  matches(object: InventoryObject): boolean;
}

const PREFIX =
  /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const NAME = /^(?=.{1,63}$)[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Kubernetes' LabelSelectorAsSelector. */
export function compileSelector(selector: LabelSelector): CompiledSelector {
  const requirements = [
    ...Object.entries(selector.matchLabels).map(([key, value]) => equals(key, value)),
    ...selector.matchExpressions,
  ];
  const fault = requirements.map(faultOf).find((found) => found !== undefined);
  return {
    fault,
    isEmpty: requirements.length === 0,
    path: selector.path,
    matches: (object) =>
      fault === undefined && requirements.every((requirement) => holds(requirement, object)),
  };
}

function equals(key: string, value: string): LabelRequirement {
  return { key, operator: 'In', values: [value] };
}

function holds({ key, operator, values }: LabelRequirement, object: InventoryObject): boolean {
  const value = labelOf(object, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}

function faultOf({ key, operator, values }: LabelRequirement): string | undefined {
  if (!isLabelKey(key)) return `has the key ${JSON.stringify(key)}, which is not valid for a label`;
  return faultOfOperator(operator, values) ?? faultOfValues(values);
}

function faultOfOperator(operator: string, values: readonly string[]): string | undefined {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length === 0 ? `has the operator ${operator} without values` : undefined;
    case 'Exists':
    case 'DoesNotExist':
      return values.length > 0 ? `has the operator ${operator} with values` : undefined;
    default:
      return `has the operator ${JSON.stringify(operator)}, which Kubernetes does not know`;
  }
}

function faultOfValues(values: readonly string[]): string | undefined {
  const value = values.find((text) => text !== '' && !NAME.test(text));
  return value === undefined
    ? undefined
    : `has the value ${JSON.stringify(value)}, which a label cannot have`;
}

function isLabelKey(key: string): boolean {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  if (!NAME.test(name) || parts.length > 2) return false;
  return parts.length === 1 || PREFIX.test(parts[0] ?? '');
}
