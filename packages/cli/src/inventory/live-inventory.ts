import type { Inventory } from '@k8s-backup-target/preview';
import type { Options } from '../command-line/command.js';
import type { Io } from '../command-line/io.js';
import { connect } from '../cluster/api/connect.js';
import { readInventory } from './read-inventory.js';

/** A cluster's inventory, and the context that it was read from. */
export interface LiveInventory {
  readonly context: string;
  readonly inventory: Inventory;
}

/** Reads the inventory of the cluster that the command line names, else of the context in use. */
export async function liveInventory(options: Options, io: Io): Promise<LiveInventory> {
  const api = await connect(options, io);
  const { stderr } = io;
  const inventory = await readInventory(api, ({ resource, types, typesDone, objects }) => {
    if (!stderr.isTTY) return;
    stderr.write(`\r\u001b[KReading ${resource}: ${typesDone} of ${types} types, ${objects} objects`);
  });
  if (stderr.isTTY) stderr.write('\r\u001b[K');
  return { context: api.context, inventory };
}
