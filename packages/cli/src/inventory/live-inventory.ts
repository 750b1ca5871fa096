import type { Inventory } from '@k8s-backup-target/preview';
import type { ClusterApi } from '../cluster/api/cluster-api.js';
import { deploymentsIn, veleroNamespace } from '../cluster/read-velero.js';
import { releaseOf } from '../cluster/velero-version.js';
import type { Options } from '../command/command.js';
import type { Io } from '../command/io.js';
import { readInventory } from './read-inventory.js';

/** A cluster's inventory, and the context that it was read from. */
export interface LiveInventory {
  readonly context: string;
  readonly inventory: Inventory;
  /** The release of its Velero; undefined where it is not known. */
  readonly veleroVersion: string | undefined;
}

/** Reads the inventory of the cluster that the command line names, else of the context in use. */
export async function liveInventory(options: Options, io: Io): Promise<LiveInventory> {
  const { connect } = await import('../cluster/api/connect.js');
  const api = await connect(options, io);
  const { stderr } = io;
  const inventory = await readInventory(api, ({ resource, types, typesDone, objects }) => {
    if (!stderr.isTTY) return;
    stderr.write(
      `\r\u001b[KReading ${resource}: ${typesDone} of ${types} types, ${objects} objects`,
    );
  });
  if (stderr.isTTY) stderr.write('\r\u001b[K');
  return { context: api.context, inventory, veleroVersion: await veleroVersionOf(api, options) };
}

async function veleroVersionOf(api: ClusterApi, options: Options): Promise<string | undefined> {
  return releaseOf(await deploymentsIn(api, veleroNamespace(options)));
}
