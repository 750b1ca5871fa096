import { asRecord, entriesOf, flagOf, labelsOf } from './field-values.js';
import { DEFAULT_VOLUME_GROUP_LABEL, type FilterPaths, type Filters } from './filters.js';
import { PreviewSpecError } from './spec-error.js';

/** The fields of a Velero BackupSpec that a preview reads. Others that select nothing may stand beside them. */
export interface PreviewBackupSpec {
  readonly includedNamespaces?: readonly string[] | null | undefined;
  readonly excludedNamespaces?: readonly string[] | null | undefined;
  readonly includedResources?: readonly string[] | null | undefined;
  readonly excludedResources?: readonly string[] | null | undefined;
  readonly includeClusterResources?: boolean | null | undefined;
  readonly labelSelector?:
    | { readonly matchLabels?: Readonly<Record<string, string>> | null | undefined }
    | null
    | undefined;
  readonly volumeGroupSnapshotLabelKey?: string | undefined;
}

const PATHS: FilterPaths = {
  includeNamespaces: '/includedNamespaces',
  excludeNamespaces: '/excludedNamespaces',
  includeResources: '/includedResources',
  excludeResources: '/excludedResources',
  includeClusterResources: '/includeClusterResources',
  labelSelector: '/labelSelector',
};

/** Velero's fields that select nothing. */
const WITHOUT_EFFECT: readonly string[] = [
  'csiSnapshotTimeout',
  'datamover',
  'defaultVolumesToFsBackup',
  'defaultVolumesToRestic',
  'hooks',
  'itemOperationTimeout',
  'metadata',
  'orderedResources',
  'snapshotMoveData',
  'snapshotVolumes',
  'storageLocation',
  'ttl',
  'uploaderConfig',
  'volumeSnapshotLocations',
];

/** Velero's filters that a spec of the contract cannot express. */
const INEXPRESSIBLE: readonly string[] = [
  'excludedClusterScopedResources',
  'excludedNamespaceScopedResources',
  'includedClusterScopedResources',
  'includedNamespaceScopedResources',
  'orLabelSelectors',
  'resourcePolicy',
];

const READ: readonly string[] = [
  'includedNamespaces',
  'excludedNamespaces',
  'includedResources',
  'excludedResources',
  'includeClusterResources',
  'labelSelector',
  'volumeGroupSnapshotLabelKey',
];

/** Every field of a BackupSpec that is known here. */
export const BACKUP_SPEC_FIELDS: readonly string[] = [...READ, ...WITHOUT_EFFECT, ...INEXPRESSIBLE];

/**
 * A Velero BackupSpec, taken literally: `labelSelector: {}` fails every list call, as it does in Velero.
 *
 * @throws PreviewSpecError where a field has the wrong type, and where a filter is set that a spec of
 *   the contract cannot express.
 */
export function fromBackupSpec(spec: Readonly<Record<string, unknown>>): Filters {
  for (const field of INEXPRESSIBLE) refuseWhereSet(field, spec[field]);
  return {
    includeNamespaces: entriesOf(spec['includedNamespaces'], PATHS.includeNamespaces),
    excludeNamespaces: entriesOf(spec['excludedNamespaces'], PATHS.excludeNamespaces),
    includeResources: entriesOf(spec['includedResources'], PATHS.includeResources),
    excludeResources: entriesOf(spec['excludedResources'], PATHS.excludeResources),
    includeClusterResources: flagOf(spec['includeClusterResources'], PATHS.includeClusterResources),
    labelSelector: selectorOf(spec['labelSelector']),
    volumeGroupLabel: volumeGroupLabelOf(spec['volumeGroupSnapshotLabelKey']),
    paths: PATHS,
  };
}

function refuseWhereSet(field: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value) && value.length === 0) return;
  throw new PreviewSpecError(
    `/${field}`,
    'is a filter that a k8s_backup_target spec cannot express',
    'Leave it out, or use included and excluded namespaces and resources, includeClusterResources and matchLabels.',
  );
}

function selectorOf(value: unknown): Readonly<Record<string, string>> | null {
  if (value === null || value === undefined) return null;
  const { matchLabels, matchExpressions, ...rest } = asRecord(value) ?? { other: value };
  if (Array.isArray(matchExpressions) && matchExpressions.length === 0)
    return selectorOf({ matchLabels, ...rest });
  const [unknown] = matchExpressions === undefined ? Object.keys(rest) : ['matchExpressions'];
  if (unknown !== undefined) {
    throw new PreviewSpecError(
      PATHS.labelSelector,
      'holds more than matchLabels',
      'Write the selector as matchLabels: a k8s_backup_target spec knows no other.',
    );
  }
  return labelsOf(matchLabels, `${PATHS.labelSelector}/matchLabels`) ?? {};
}

function volumeGroupLabelOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return DEFAULT_VOLUME_GROUP_LABEL;
  if (typeof value === 'string') return value;
  throw new PreviewSpecError(
    '/volumeGroupSnapshotLabelKey',
    'is not a string',
    'Give a label key.',
  );
}
