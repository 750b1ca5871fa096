/**
 * The lint's findings by release, held to what the preview says that the release saves: a finding holds
 * for a release exactly if the object that it speaks of is saved there, or is not.
 */
import { readFileSync } from 'node:fs';
import { type LintRule, lintForVelero, MEASURED_RELEASES } from '@k8s-backup-target/lint';
import { explain, RULES } from '@k8s-backup-target/lint/explain';
import { type ApiGroup, type InventoryObject, preview } from '@k8s-backup-target/preview';
import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';

const { groups }: { readonly groups: readonly ApiGroup[] } = JSON.parse(
  readFileSync(new URL('discovery.json', import.meta.url), 'utf8'),
);

const RELEASES = MEASURED_RELEASES.map(({ release }) => release);

/** An object of a type, in a namespace or in none. */
function object(
  resource: string,
  namespace: string | null,
  name: string,
  fields: Partial<InventoryObject> = {},
): InventoryObject {
  return { resource, ...(namespace === null ? {} : { namespace }), name, ...fields };
}

const ACTIVE = { status: { phase: 'Active' } };
const APP = { labels: { app: 'web' } };

/** Two namespaces with a claim, events and a custom resource; a free volume, and the rest of a cluster. */
const OBJECTS: readonly InventoryObject[] = [
  object('namespaces', null, 'app-1', ACTIVE),
  object('namespaces', null, 'db', ACTIVE),
  object('namespaces', null, 'empty', ACTIVE),
  object('configmaps', 'app-1', 'web', APP),
  object('configmaps', 'db', 'cfg'),
  object('persistentvolumeclaims', 'app-1', 'data', {
    spec: { volumeName: 'pv-1' },
    status: { phase: 'Bound' },
  }),
  object('pods', 'app-1', 'web-0', {
    ...APP,
    spec: {
      nodeName: 'n',
      volumes: [{ persistentVolumeClaim: { claimName: 'data' } }],
    },
    status: { phase: 'Running' },
  }),
  object('events', 'app-1', 'started'),
  object('events.events.k8s.io', 'app-1', 'started'),
  object('widgets.example.com', 'app-1', 'w', APP),
  object('persistentvolumes', null, 'pv-1'),
  object('persistentvolumes', null, 'pv-free'),
  object('customresourcedefinitions.apiextensions.k8s.io', null, 'widgets.example.com'),
];

interface Claim {
  readonly rule: LintRule;
  readonly spec: K8sBackupTargetSpec;
  /** Keys of objects, of which the finding says that one at least is saved, or that none is. */
  readonly objects: readonly string[];
  readonly saved: boolean;
  /** True if the finding says that the whole backup is refused. */
  readonly refused?: true | undefined;
}

const PV_FREE = 'persistentvolumes//pv-free';
const CRD = 'customresourcedefinitions.apiextensions.k8s.io//widgets.example.com';
const SELECTOR = { label_selector: { app: 'web' } };
const SNAPSHOTS = ['volumesnapshots.snapshot.storage.k8s.io'];

const CLAIMS: readonly Claim[] = [
  {
    rule: 'excluded-namespace-object',
    spec: { exclude_namespaces: ['db'] },
    objects: ['namespaces//db'],
    saved: true,
  },
  {
    rule: 'namespace-glob',
    spec: { include_namespaces: ['app-*'] },
    objects: ['configmaps/app-1/web'],
    saved: false,
  },
  {
    rule: 'namespace-glob',
    spec: { include_namespaces: ['app-?'] },
    objects: ['configmaps/app-1/web'],
    saved: false,
    refused: true,
  },
  {
    rule: 'excludes-wildcard',
    spec: { exclude_namespaces: ['?'] },
    objects: ['configmaps/app-1/web'],
    saved: false,
  },
  {
    rule: 'emptied-list',
    spec: { include_resources: SNAPSHOTS },
    objects: ['configmaps/db/cfg'],
    saved: true,
  },
  {
    rule: 'emptied-list',
    spec: { include_resources: [''] },
    objects: ['configmaps/db/cfg'],
    saved: true,
  },
  {
    rule: 'events-in-two-groups',
    spec: { exclude_resources: ['events'] },
    objects: ['events/app-1/started', 'events.events.k8s.io/app-1/started'],
    saved: true,
  },
  {
    rule: 'events-in-two-groups',
    spec: { exclude_resources: ['events', 'events.events.k8s.io'] },
    objects: ['events/app-1/started', 'events.events.k8s.io/app-1/started'],
    saved: true,
  },
  { rule: 'cluster-scope-undecided', spec: {}, objects: [PV_FREE], saved: false },
  {
    rule: 'cluster-scope-undecided',
    spec: { exclude_resources: ['secrets'] },
    objects: [PV_FREE],
    saved: true,
  },
  {
    rule: 'cluster-scope-none',
    spec: { include_namespaces: ['app-1'], include_cluster_resources: false },
    objects: ['namespaces//app-1', 'persistentvolumes//pv-1'],
    saved: false,
  },
  {
    rule: 'cluster-scope-none',
    spec: { include_namespaces: ['app-1'], include_cluster_resources: null },
    objects: ['namespaces//app-1', 'persistentvolumes//pv-1'],
    saved: false,
  },
  {
    rule: 'cluster-scope-all',
    spec: { include_namespaces: ['db'], include_cluster_resources: true },
    objects: [PV_FREE],
    saved: true,
  },
  {
    rule: 'cluster-scope-all',
    spec: { include_namespaces: ['db'], include_cluster_resources: null },
    objects: [PV_FREE],
    saved: true,
  },
  {
    rule: 'persistent-volumes-lost',
    spec: { include_resources: ['pods', 'pvc'] },
    objects: ['persistentvolumes//pv-1'],
    saved: false,
  },
  {
    rule: 'persistent-volumes-lost',
    spec: { include_resources: ['pods', 'pvc', 'pv'] },
    objects: ['persistentvolumes//pv-1'],
    saved: false,
  },
  {
    rule: 'resource-name',
    spec: { include_resources: ['v1/configmaps'] },
    objects: ['configmaps/db/cfg'],
    saved: false,
  },
  {
    rule: 'resource-misspelt',
    spec: { include_resources: ['configmpas'] },
    objects: ['configmaps/db/cfg'],
    saved: false,
  },
  {
    rule: 'resource-name',
    spec: { include_resources: ['cm'] },
    objects: ['configmaps/db/cfg'],
    saved: false,
  },
  {
    rule: 'selector-pulls-unlabelled',
    spec: { ...SELECTOR, include_namespaces: ['app-1'] },
    objects: ['persistentvolumeclaims/app-1/data'],
    saved: true,
  },
  {
    rule: 'selector-drops-namespaces',
    spec: SELECTOR,
    objects: ['namespaces//empty'],
    saved: false,
  },
  {
    rule: 'selector-drops-definitions',
    spec: { ...SELECTOR, include_cluster_resources: true },
    objects: [CRD],
    saved: false,
  },
  {
    rule: 'selector-drops-definitions',
    spec: { ...SELECTOR, include_namespaces: ['app-1'] },
    objects: [CRD],
    saved: false,
  },
];

/** Tells whether a release does what a claim's finding says. */
function holdsIn({ spec, objects, saved, refused }: Claim, veleroVersion: string): boolean {
  const { phase, decisions } = preview(spec, { groups, objects: OBJECTS }, { veleroVersion });
  const asked = decisions.filter(({ key }) => objects.includes(key));
  if (asked.length < objects.length) throw new Error('an object of the claim is not there');
  // A backup that is refused saves nothing, which is another finding's to say.
  if (phase === 'FailedValidation') return refused === true;
  return asked.some(({ included }) => included) === saved;
}

describe('a finding of the lint and the preview', () => {
  it.each(CLAIMS)('agree on $rule for $spec, release by release', (claim) => {
    const found = RELEASES.filter((veleroVersion) =>
      lintForVelero(claim.spec, { veleroVersion }).some(({ rule }) => rule === claim.rule),
    );
    expect(found).toEqual(RELEASES.filter((veleroVersion) => holdsIn(claim, veleroVersion)));
  });

  it('are compared for each rule that depends on the release', () => {
    // How long a Backup is kept does not change what it holds.
    const isOfObjects = (rule: string) => rule !== 'ttl-below-collection';
    const byRelease = RULES.filter((rule) => explain(rule).scope === 'velero');
    expect(new Set(CLAIMS.map(({ rule }) => rule))).toEqual(new Set(byRelease.filter(isOfObjects)));
  });
});
