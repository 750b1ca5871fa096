import { readFileSync } from 'node:fs';
import {
  type ApiGroup,
  checkInventory,
  type InventoryObject,
  preview,
} from '@k8s-backup-target/preview';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AskedBackup } from '../asked-backup.js';
import type { LabObject } from '../lab-object.js';
import { POLICY_REFERENCE, policyConfigMap } from '../policy.js';
import { arbitraryBackups, BACKUPS_AT_ONCE } from './arbitrary-backup.js';
import { arbitraryCluster } from './arbitrary-cluster.js';
import { Coverage } from './coverage.js';

// What `npm run e2e` compares unless more is asked for.
const COUNT = 200;
const SEED = 20_261_124;
const VELERO_VERSION = '1.18.3';

/** Decided about objects that a server has by itself: here is none. */
const NEED_A_SERVER = ['type-not-backupable', 'cohabiting-type'];
const SERVER_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system', 'velero'];

const { groups }: { readonly groups: readonly ApiGroup[] } = JSON.parse(
  readFileSync(new URL('../../preview/discovery.json', import.meta.url), 'utf8'),
);

it('generates what reaches every rule, before a live cluster is asked', () => {
  const coverage = new Coverage();
  const pairs = fc.sample(fc.tuple(arbitraryCluster, arbitraryBackups), {
    numRuns: Math.ceil(COUNT / BACKUPS_AT_ONCE),
    seed: SEED,
  });
  for (const [objects, backups] of pairs) {
    for (const asked of backups) coverage.add({ result: previewOf(objects, asked) });
  }
  expect(coverage.missing()).toEqual(NEED_A_SERVER);
});

function previewOf(objects: readonly LabObject[], { backup, policy }: AskedBackup) {
  const inventory = checkInventory({
    groups,
    objects: [...SERVER_NAMESPACES.map(namespaceNamed), ...objects.map(toInventory)],
    velero: { configMaps: policy === null ? [] : [configMapOf(policyConfigMap(policy))] },
  });
  const spec = policy === null ? backup : { ...backup, resourcePolicy: POLICY_REFERENCE };
  return preview(spec, inventory, { veleroVersion: VELERO_VERSION });
}

function configMapOf({ metadata, data }: ReturnType<typeof policyConfigMap>) {
  return { name: metadata.name, data };
}

function namespaceNamed(name: string): InventoryObject {
  return { resource: 'namespaces', name, status: { phase: 'Active' } };
}

function toInventory({ apiVersion: _, kind: __, namespaced: ___, ...object }: LabObject) {
  const phase = object.deletionTimestamp === undefined ? 'Active' : 'Terminating';
  return object.resource === 'namespaces' ? { ...object, status: { phase } } : object;
}
