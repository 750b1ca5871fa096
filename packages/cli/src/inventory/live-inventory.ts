// Room: The objects of a cluster, as a preview needs them. May import any room that does not need it.
import type { Inventory } from '@k8s-backup-target/preview';
import { readDeployments } from '../cluster/read-velero.js';
import { releaseOf } from '../cluster/velero-version.js';
import type { Options } from '../command/command.js';
import type { Io } from '../command/io.js';
import { shortened } from '../output/printable.js';
import { readInventory } from './read-inventory.js';
import { readVeleroState } from './velero-state.js';

/** A progress line stays one line: the server names its types. */
const LONGEST_NAME = 60;

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
      `\r\u001b[KReading ${shortened(resource, LONGEST_NAME)}: ${typesDone} of ${types} types, ${objects} objects`,
    );
  });
  if (stderr.isTTY) stderr.write('\r\u001b[K');
  const { namespace, deployments } = await readDeployments(api, options);
  const velero = await readVeleroState(api, namespace, deployments);
  return {
    context: api.context,
    inventory: { ...inventory, velero },
    veleroVersion: releaseOf(deployments),
  };
}
