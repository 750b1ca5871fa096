import type { InventoryObject } from './inventory.js';

/** The value of a label; undefined for an object without it. */
export function labelOf({ labels }: InventoryObject, key: string): string | undefined {
  if (labels === undefined || labels === null || !Object.hasOwn(labels, key)) return undefined;
  return labels[key];
}

export function isBeingDeleted({ deletionTimestamp }: InventoryObject): boolean {
  return deletionTimestamp !== undefined && deletionTimestamp !== null;
}
