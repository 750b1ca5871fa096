/** Custom resources that the preview's vectors and the random clusters use. */
import type { ClusterClient, KubernetesObject } from './cluster-client.js';
import { eventually } from './wait.js';

const PATH = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

interface Names {
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly shortNames?: readonly string[];
}

interface Definition {
  readonly group: string;
  /** Default: `v1`. */
  readonly version?: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly names: Names;
}

const WIDGET: Names = { plural: 'widgets', singular: 'widget', kind: 'Widget', shortNames: ['wd'] };
const SNAPSHOTS = 'snapshot.storage.k8s.io';

const DEFINITIONS: readonly Definition[] = [
  { group: 'example.com', scope: 'Namespaced', names: WIDGET },
  { group: 'other.io', scope: 'Namespaced', names: WIDGET },
  {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'gadgets', singular: 'gadget', kind: 'Gadget' },
  },
  {
    group: 'example.com',
    scope: 'Cluster',
    names: { plural: 'clusterwidgets', singular: 'clusterwidget', kind: 'ClusterWidget' },
  },
  {
    group: SNAPSHOTS,
    scope: 'Namespaced',
    names: {
      plural: 'volumesnapshots',
      singular: 'volumesnapshot',
      kind: 'VolumeSnapshot',
      shortNames: ['vs'],
    },
  },
  {
    group: SNAPSHOTS,
    scope: 'Cluster',
    names: {
      plural: 'volumesnapshotcontents',
      singular: 'volumesnapshotcontent',
      kind: 'VolumeSnapshotContent',
      shortNames: ['vsc', 'vscs'],
    },
  },
];

/** The classes of snapshots, which a CSI driver brings along. */
export const SNAPSHOT_CLASSES: Definition = {
  group: SNAPSHOTS,
  scope: 'Cluster',
  names: {
    plural: 'volumesnapshotclasses',
    singular: 'volumesnapshotclass',
    kind: 'VolumeSnapshotClass',
    shortNames: ['vsclass', 'vsclasses'],
  },
};

const GROUP_SNAPSHOTS = { group: `group${SNAPSHOTS}`, version: 'v1beta2' } as const;

/** Snapshots of several volumes at once, by the version of Velero 1.18.1 and later. */
export const VOLUME_GROUPS: readonly Definition[] = [
  {
    ...GROUP_SNAPSHOTS,
    scope: 'Cluster',
    names: {
      plural: 'volumegroupsnapshotclasses',
      singular: 'volumegroupsnapshotclass',
      kind: 'VolumeGroupSnapshotClass',
    },
  },
  {
    ...GROUP_SNAPSHOTS,
    scope: 'Cluster',
    names: {
      plural: 'volumegroupsnapshotcontents',
      singular: 'volumegroupsnapshotcontent',
      kind: 'VolumeGroupSnapshotContent',
    },
  },
  {
    ...GROUP_SNAPSHOTS,
    scope: 'Namespaced',
    names: {
      plural: 'volumegroupsnapshots',
      singular: 'volumegroupsnapshot',
      kind: 'VolumeGroupSnapshot',
    },
  },
];

const VERSION = {
  served: true,
  storage: true,
  schema: {
    openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};

const DEFINITION_NAMES: readonly string[] = DEFINITIONS.map(nameOf);

/** Installs the definitions, and returns once their objects can be stored. Velero reads kinds at its start. */
export async function installDefinitions(
  api: ClusterClient,
  more: readonly Definition[] = [],
): Promise<void> {
  const definitions = [...DEFINITIONS, ...more];
  for (const definition of definitions) await api.create(PATH, manifestOf(definition));
  for (const { group, version = 'v1', names } of definitions)
    await eventually(`${names.plural}.${group} is served`, () =>
      api.find(`/apis/${group}/${version}/${names.plural}`),
    );
}

/** Takes the labels of all the definitions away. */
export async function unlabelDefinitions(api: ClusterClient): Promise<void> {
  for (const name of DEFINITION_NAMES) {
    const { metadata } = await api.get<KubernetesObject>(`${PATH}/${name}`);
    if (metadata.labels !== undefined)
      await api.patch(`${PATH}/${name}`, { metadata: { labels: null } });
  }
}

function nameOf({ group, names }: Definition): string {
  return `${names.plural}.${group}`;
}

function manifestOf({ version: name = 'v1', ...definition }: Definition): object {
  const approval = 'api-approved.kubernetes.io';
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: nameOf(definition), annotations: { [approval]: 'unapproved, for tests' } },
    spec: { ...definition, versions: [{ name, ...VERSION }] },
  };
}
