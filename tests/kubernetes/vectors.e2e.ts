import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installDefinitions } from './definitions.js';
import { keyOf, type LabObject } from './lab-object.js';
import { populate, wipe } from './populate.js';
import { type Cluster, startCluster } from './start.js';
import type { Velero } from './velero.js';

interface Vector {
  readonly name: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly objects: readonly LabObject[];
  readonly by_version: Readonly<
    Record<string, { readonly status: string; readonly included: readonly string[] }>
  >;
}
const VECTORS: readonly Vector[] = JSON.parse(
  readFileSync('/work/shared/vectors/velero-preview.json', 'utf8'),
);

const FIELDS: Readonly<Record<string, string>> = {
  include_namespaces: 'includedNamespaces',
  exclude_namespaces: 'excludedNamespaces',
  include_resources: 'includedResources',
  exclude_resources: 'excludedResources',
  include_cluster_resources: 'includeClusterResources',
};

let cluster: Cluster;
let velero: Velero;

beforeAll(async () => {
  cluster = await startCluster();
  await installDefinitions(cluster.api);
  velero = await cluster.startVelero();
});
afterAll(() => cluster?.close());

function backupSpec(spec: Readonly<Record<string, unknown>>): object {
  const set = Object.entries(spec).filter(([name, value]) => value !== null && name in FIELDS);
  const labels = spec['label_selector'];
  return {
    ...Object.fromEntries(set.map(([name, value]) => [FIELDS[name], value])),
    ...(labels === null || labels === undefined ? {} : { labelSelector: { matchLabels: labels } }),
  };
}

describe('vectors', () => {
  it.each(VECTORS.map((v) => [v.name, v] as const))('%s', async (name, vector) => {
    try {
      await populate(cluster.api, vector.objects);
      const { phase, keys } = await velero.backup(name, backupSpec(vector.spec));
      const own = new Set(vector.objects.map(keyOf));
      expect({ status: phase, included: keys.filter((key) => own.has(key)) }).toEqual({
        ...vector.by_version['v1.18.3'],
      });
    } finally {
      await wipe(cluster.api, vector.objects);
    }
  });
});
