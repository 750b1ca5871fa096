import { checkInventory, type Inventory, isInventoryError } from '@k8s-backup-target/preview';
import type { Invocation } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { Facts } from '../facts/facts.js';
import { liveInventory } from '../inventory/live-inventory.js';

/** A cluster as a preview sees it, and what to call it. */
export interface NamedInventory {
  readonly name: string;
  readonly inventory: Inventory;
  /** The release of the live cluster's Velero; undefined where it is not known. */
  readonly veleroVersion: string | undefined;
}

/**
 * The inventory among the files, else the live cluster's.
 *
 * @throws CannotRunError `input` for an inventory that breaks its schema.
 */
export async function inventoryFor(
  { inventories }: Facts,
  { options, io }: Invocation,
): Promise<NamedInventory> {
  const [saved] = inventories;
  if (saved !== undefined) {
    const { name } = saved.document.source;
    return { name, inventory: checked(saved.value, name), veleroVersion: undefined };
  }
  const { context, inventory, veleroVersion } = await liveInventory(options, io);
  return { name: context, inventory, veleroVersion };
}

function checked(value: unknown, name: string): Inventory {
  try {
    return checkInventory(value);
  } catch (error) {
    if (!isInventoryError(error)) throw error;
    throw new CannotRunError('input', `${name}: ${error.message}`);
  }
}
