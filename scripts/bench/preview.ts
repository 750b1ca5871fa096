/** Previews of growing clusters: time, and the memory of a process that does nothing else. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ApiGroup,
  coverage,
  type Inventory,
  type InventoryObject,
  preview,
} from '@k8s-backup-target/preview';
import { race, timeOf } from './measure.js';
import { atMost, type Race, type Section } from './section.js';

const ROUNDS = 5;
const SIZES = [1000, 10_000, 100_000];
const SPECS = [1, 10, 50];
const LARGEST = '100000 objects';
const VERBS = ['list', 'create', 'get', 'delete'];

const SPEC = {
  include_namespaces: ['team-*'],
  exclude_namespaces: ['team-1?'],
  exclude_resources: ['secrets', '*.example.com'],
};

export async function benchmarkPreview(): Promise<Section> {
  const peak = peakMebibytes(SIZES.at(-1) ?? 0);
  const growth: Race = {
    title: 'A preview of a whole cluster',
    timings: await race(SIZES.map(contender), { rounds: ROUNDS }),
    floor: '10000 objects',
    notes: { [LARGEST]: `peak memory of the process ${peak} MiB` },
  };
  const longest = timeOf(growth.timings, LARGEST);
  const together: Race = {
    title: 'Many specs of one cluster, at once',
    timings: await race(SPECS.map(manySpecs), { rounds: ROUNDS }),
    floor: '1 specs',
  };
  return {
    id: 'preview',
    title: 'Previews',
    method: METHOD,
    races: [growth, together],
    aims: [
      atMost('A preview of 100000 objects, in milliseconds', 1000, longest),
      atMost('100000 objects over 10000', 15, longest / timeOf(growth.timings, '10000 objects')),
      atMost(
        'Coverage of 100000 objects by 50 specs, in milliseconds',
        5000,
        timeOf(together.timings, '50 specs'),
      ),
      atMost('Peak memory for 100000 objects, in MiB', 500, peak),
    ],
  };
}

const METHOD =
  'The inventory is checked and previewed, with patterns in both namespace lists and in the excluded resources; one object in ten is a volume, of which it is told what becomes of its data. Memory is that of a Node process that parses the inventory from JSON and previews it. Many specs at once are `coverage` of 100000 objects.';

function contender(objects: number): { name: string; run: () => unknown } {
  const inventory = makeInventory(objects);
  return { name: `${objects} objects`, run: () => preview(SPEC, inventory) };
}

/** Every second spec is of two namespaces, as an application's is; the others are of nearly all. */
function manySpecs(count: number): { name: string; run: () => unknown } {
  const inventory = makeInventory(SIZES.at(-1) ?? 0);
  const specs = Array.from({ length: count }, (_, index) => ({
    name: `spec-${index}`,
    spec: index % 2 === 0 ? SPEC : { include_namespaces: [`team-${index}`, `team-${index + 50}`] },
  }));
  return { name: `${count} specs`, run: () => coverage(specs, inventory) };
}

/** Of a process that reads an inventory from a file and previews it. */
function peakMebibytes(objects: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'bench-preview-'));
  try {
    const file = join(folder, 'inventory.json');
    writeFileSync(file, JSON.stringify(makeInventory(objects)));
    const code = `
      import { readFileSync } from 'node:fs';
      import { preview } from ${JSON.stringify(import.meta.resolve('@k8s-backup-target/preview'))};
      preview(${JSON.stringify(SPEC)}, JSON.parse(readFileSync(${JSON.stringify(file)}, 'utf8')));
      console.log(process.resourceUsage().maxRSS);`;
    const args = ['--input-type=module', '--eval', code];
    const kibibytes = execFileSync(process.execPath, args, { encoding: 'utf8' });
    return Math.round(Number(kibibytes) / 1024);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A cluster with 100 namespaces, in which pods mount claims that are bound to volumes. */
function makeInventory(count: number): Inventory {
  const objects: InventoryObject[] = [];
  for (let index = 0; index < 100; index += 1) {
    objects.push({
      resource: 'namespaces',
      name: `team-${index}`,
      status: { phase: 'Active' },
    });
  }
  objects.push(AGENT);
  for (let index = 0; objects.length < count; index += 1) objects.push(...application(index));
  return { groups: GROUPS, objects: objects.slice(0, count) };
}

const AGENT: InventoryObject = {
  resource: 'pods',
  namespace: 'velero',
  name: 'node-agent',
  labels: { role: 'node-agent' },
  spec: { nodeName: 'node' },
  status: { phase: 'Running' },
};

/** Ten objects: a pod, its claim and its volume, whose files Velero copies, and others. */
function application(index: number): readonly InventoryObject[] {
  const namespace = `team-${index % 100}`;
  const labels = { app: `app-${index}`, tier: 'web' };
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: `data-${index}` } }];
  const containers = [{ volumeMounts: [{ name: 'data' }] }];
  const others = ['configmaps', 'secrets', 'deployments.apps', 'widgets.example.com'];
  return [
    {
      resource: 'pods',
      namespace,
      name: `web-${index}`,
      labels,
      annotations: { 'backup.velero.io/backup-volumes': 'data' },
      spec: { nodeName: 'node', volumes, containers },
      status: { phase: 'Running' },
    },
    {
      resource: 'persistentvolumeclaims',
      namespace,
      name: `data-${index}`,
      labels,
      spec: { volumeName: `pv-${index}`, storageClassName: 'fast' },
      status: { phase: 'Bound' },
    },
    {
      resource: 'persistentvolumes',
      name: `pv-${index}`,
      spec: {
        nfs: { server: 'nas', path: '/data' },
        claimRef: { namespace, name: `data-${index}` },
      },
    },
    ...Array.from({ length: 7 }, (_, number) => ({
      resource: others[number % others.length] ?? 'configmaps',
      namespace,
      name: `object-${index}-${number}`,
      labels,
    })),
  ];
}

const GROUPS: readonly ApiGroup[] = [
  {
    groupVersion: 'v1',
    resources: [
      { name: 'configmaps', kind: 'ConfigMap', namespaced: true, verbs: VERBS },
      { name: 'namespaces', kind: 'Namespace', namespaced: false, verbs: VERBS },
      {
        name: 'persistentvolumeclaims',
        kind: 'PersistentVolumeClaim',
        namespaced: true,
        verbs: VERBS,
      },
      { name: 'persistentvolumes', kind: 'PersistentVolume', namespaced: false, verbs: VERBS },
      { name: 'pods', kind: 'Pod', namespaced: true, verbs: VERBS },
      { name: 'secrets', kind: 'Secret', namespaced: true, verbs: VERBS },
    ],
  },
  {
    groupVersion: 'apps/v1',
    resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true, verbs: VERBS }],
  },
  {
    groupVersion: 'apiextensions.k8s.io/v1',
    resources: [
      {
        name: 'customresourcedefinitions',
        kind: 'CustomResourceDefinition',
        namespaced: false,
        verbs: VERBS,
      },
    ],
  },
  {
    groupVersion: 'example.com/v1',
    resources: [{ name: 'widgets', kind: 'Widget', namespaced: true, verbs: VERBS }],
  },
];
