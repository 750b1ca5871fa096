import type { ScopedList } from '../resources/scoped-lists.js';
import { asRecord, entriesOf, flagOf, wrong } from './field-values.js';
import {
  DEFAULT_VOLUME_GROUP_LABEL,
  type FilterPaths,
  type Filters,
  type VolumeFields,
} from './filters.js';
import { selectorIn, selectorsIn } from './read-selectors.js';

/** A label selector of Kubernetes. */
export interface PreviewLabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | null | undefined;
  readonly matchExpressions?:
    | readonly {
        readonly key: string;
        readonly operator: string;
        readonly values?: readonly string[] | null | undefined;
      }[]
    | null
    | undefined;
}

type Names = readonly string[] | null | undefined;

/** The fields of a Velero BackupSpec that decide what is saved. Every other field may be set too. */
export interface PreviewBackupSpec {
  readonly includedNamespaces?: Names;
  readonly excludedNamespaces?: Names;
  readonly includedResources?: Names;
  readonly excludedResources?: Names;
  readonly includeClusterResources?: boolean | null | undefined;
  readonly includedNamespaceScopedResources?: Names;
  readonly excludedNamespaceScopedResources?: Names;
  readonly includedClusterScopedResources?: Names;
  readonly excludedClusterScopedResources?: Names;
  readonly labelSelector?: PreviewLabelSelector | null | undefined;
  readonly orLabelSelectors?: readonly PreviewLabelSelector[] | null | undefined;
  /** A ConfigMap of Velero's namespace. */
  readonly resourcePolicy?: { readonly kind: string; readonly name: string } | null | undefined;
  readonly defaultVolumesToFsBackup?: boolean | null | undefined;
  readonly defaultVolumesToRestic?: boolean | null | undefined;
  readonly snapshotMoveData?: boolean | null | undefined;
  readonly snapshotVolumes?: boolean | null | undefined;
  /** Who moves snapshots into the store; Velero itself where it is empty or `velero`. */
  readonly datamover?: string | null | undefined;
  readonly volumeGroupSnapshotLabelKey?: string | undefined;
  /** A BackupStorageLocation of Velero's namespace; the default one where it is empty. */
  readonly storageLocation?: string | null | undefined;
  /** VolumeSnapshotLocations of Velero's namespace, one for each provider at most. */
  readonly volumeSnapshotLocations?: Names;
}

const PATHS: FilterPaths = {
  includeNamespaces: '/includedNamespaces',
  excludeNamespaces: '/excludedNamespaces',
  includeResources: '/includedResources',
  excludeResources: '/excludedResources',
  includeClusterResources: '/includeClusterResources',
};

/** Velero's fields that neither select anything nor let validation fail. */
const WITHOUT_EFFECT: readonly string[] = [
  'csiSnapshotTimeout',
  'hooks',
  'itemOperationTimeout',
  'metadata',
  'orderedResources',
  'ttl',
  'uploaderConfig',
];

const READ: readonly string[] = [
  'includedNamespaces',
  'excludedNamespaces',
  'includedResources',
  'excludedResources',
  'includeClusterResources',
  'includedNamespaceScopedResources',
  'excludedNamespaceScopedResources',
  'includedClusterScopedResources',
  'excludedClusterScopedResources',
  'labelSelector',
  'orLabelSelectors',
  'resourcePolicy',
  'defaultVolumesToFsBackup',
  'defaultVolumesToRestic',
  'snapshotMoveData',
  'snapshotVolumes',
  'datamover',
  'volumeGroupSnapshotLabelKey',
  'storageLocation',
  'volumeSnapshotLocations',
];

/** Every field of a BackupSpec that is known here. */
export const BACKUP_SPEC_FIELDS: readonly string[] = [...READ, ...WITHOUT_EFFECT];

/**
 * A Velero BackupSpec, taken literally: `labelSelector: {}` fails every list call, as it does in Velero.
 *
 * @throws PreviewSpecError where a field has the wrong type.
 */
export function fromBackupSpec(spec: Readonly<Record<string, unknown>>): Filters {
  return {
    includeNamespaces: entriesOf(spec['includedNamespaces'], PATHS.includeNamespaces),
    excludeNamespaces: entriesOf(spec['excludedNamespaces'], PATHS.excludeNamespaces),
    includeResources: entriesOf(spec['includedResources'], PATHS.includeResources),
    excludeResources: entriesOf(spec['excludedResources'], PATHS.excludeResources),
    includeClusterResources: flagOf(spec['includeClusterResources'], PATHS.includeClusterResources),
    scoped: {
      namespaced: scopedListOf(spec, 'NamespaceScopedResources'),
      cluster: scopedListOf(spec, 'ClusterScopedResources'),
    },
    labelSelectors: {
      all: selectorIn(spec['labelSelector'], '/labelSelector'),
      any: selectorsIn(spec['orLabelSelectors'], '/orLabelSelectors'),
    },
    policyConfigMap: policyOf(spec['resourcePolicy']),
    volumes: volumeFieldsOf(spec),
    locations: {
      storage: textOf(spec['storageLocation'], '/storageLocation') ?? '',
      snapshots: entriesOf(spec['volumeSnapshotLocations'], '/volumeSnapshotLocations').map(
        ({ value }) => value,
      ),
    },
    volumeGroupLabel: volumeGroupLabelOf(spec['volumeGroupSnapshotLabelKey']),
    paths: PATHS,
  };
}

/** The name of the time of restic wins where it is true. */
function volumeFieldsOf(spec: Readonly<Record<string, unknown>>): VolumeFields {
  const flag = (field: string): boolean | null => flagOf(spec[field], `/${field}`);
  const isForRestic = flag('defaultVolumesToRestic') === true;
  return {
    defaultVolumesToFsBackup: isForRestic || flag('defaultVolumesToFsBackup'),
    snapshotMoveData: flag('snapshotMoveData'),
    snapshotVolumes: flag('snapshotVolumes'),
    dataMover: typeof spec['datamover'] === 'string' ? spec['datamover'] : null,
  };
}

function scopedListOf(spec: Readonly<Record<string, unknown>>, what: string): ScopedList {
  const [included, excluded] = [`included${what}`, `excluded${what}`];
  return {
    includes: entriesOf(spec[included], `/${included}`),
    excludes: entriesOf(spec[excluded], `/${excluded}`),
    includesPath: `/${included}`,
  };
}

/** Velero reads a policy from a ConfigMap alone; any other kind means no policy. */
function policyOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const policy = asRecord(value);
  if (policy === undefined) throw wrong('/resourcePolicy', 'an object with kind and name');
  const { kind, name } = policy;
  for (const [field, text] of Object.entries({ kind, name })) {
    if (typeof text !== 'string') throw wrong(`/resourcePolicy/${field}`, 'a string');
  }
  const isRead = typeof kind === 'string' && kind.toLowerCase() === 'configmap';
  return isRead && typeof name === 'string' ? name : null;
}

function volumeGroupLabelOf(value: unknown): string {
  return textOf(value, '/volumeGroupSnapshotLabelKey') || DEFAULT_VOLUME_GROUP_LABEL;
}

function textOf(value: unknown, path: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw wrong(path, 'a string');
  return value;
}
