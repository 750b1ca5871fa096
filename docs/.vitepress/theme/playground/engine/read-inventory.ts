import { checkInventory, type Inventory, isInventoryError } from '@k8s-backup-target/preview';

/** `kbt inventory save` writes some 300 characters for each object: this is a cluster of 200,000. */
const MOST_BYTES = 64 * 1024 * 1024;

/** An inventory, or the reason why a file holds none. */
export type ReadInventory =
  | { readonly ok: true; readonly inventory: Inventory }
  | { readonly ok: false; readonly why: string };

/** Reads what `kbt inventory save` wrote. Never throws. */
export async function readInventory(file: Blob): Promise<ReadInventory> {
  if (file.size > MOST_BYTES) {
    return { ok: false, why: 'The file has more than 64 MiB: kbt preview reads it.' };
  }
  try {
    return { ok: true, inventory: checkInventory(JSON.parse(await file.text())) };
  } catch (error) {
    const why = isInventoryError(error)
      ? error.message.replace(`${error.code}: `, '')
      : 'It is not JSON.';
    return {
      ok: false,
      why: `The file is not an inventory. ${why} kbt inventory save writes one.`,
    };
  }
}
