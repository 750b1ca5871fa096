import type { InventoryObject } from '../inventory/inventory.js';
import { labelOf } from '../inventory/labels.js';

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
