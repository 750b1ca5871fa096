import type { InventoryObject } from '../inventory/inventory.js';
import { labelOf } from '../inventory/inventory.js';
import { fieldsIn } from './volume-facts.js';

/** The nodes on which a node agent of Velero runs, by the pods of its namespace. */
export function nodesWithAgent(
  pods: readonly InventoryObject[],
  veleroNamespace: string,
): ReadonlySet<string> {
  const agents = pods.filter(
    (pod) =>
      pod.namespace === veleroNamespace &&
      labelOf(pod, 'role') === 'node-agent' &&
      pod.status?.phase === 'Running',
  );
  return new Set(agents.map(({ spec }) => spec?.nodeName ?? ''));
}

const DAEMON_SETS = ['node-agent', 'node-agent-windows'];

/** What the status of Velero's DaemonSets says; undefined for an inventory that does not tell it. */
export function readyByDaemonSets(
  daemonSets: readonly InventoryObject[],
  veleroNamespace: string,
): boolean | undefined {
  const ready = daemonSets
    .filter(({ namespace, name }) => namespace === veleroNamespace && DAEMON_SETS.includes(name))
    .flatMap(({ status }) => {
      const { numberReady } = fieldsIn(status);
      return typeof numberReady === 'number' ? [numberReady] : [];
    });
  return ready.length === 0 ? undefined : ready.some((count) => count > 0);
}
