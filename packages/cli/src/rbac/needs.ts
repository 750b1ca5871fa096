// Room: What a command reads of a cluster, and the roles that allow it. May import collections.
/** A type of objects in Velero's namespace. */
export type VeleroType =
  | 'schedules'
  | 'backups'
  | 'backupstoragelocations'
  | 'volumesnapshotlocations'
  | 'podvolumebackups'
  | 'datauploads'
  | 'deployments';

/** What a command reads in a cluster. */
export interface Need {
  /** In Velero's namespace. */
  readonly velero: readonly VeleroType[];
  /** True for the metadata of all objects of all types. */
  readonly inventory: boolean;
}

const WHOLE_CHAIN: Need = {
  velero: [
    'schedules',
    'backups',
    'backupstoragelocations',
    'volumesnapshotlocations',
    'deployments',
  ],
  inventory: false,
};

/** Each command that reads a cluster asks for this, and for nothing else. */
export const NEEDS = {
  status: WHOLE_CHAIN,
  targets: WHOLE_CHAIN,
  coverage: { ...WHOLE_CHAIN, inventory: true },
  backups: { velero: ['schedules', 'backups'], inventory: false },
  why: WHOLE_CHAIN,
  preview: { velero: ['deployments'], inventory: true },
  'inventory save': { velero: ['deployments'], inventory: true },
  diff: { velero: ['schedules', 'deployments'], inventory: false },
  doctor: WHOLE_CHAIN,
  verify: {
    velero: ['backups', 'podvolumebackups', 'datauploads', 'deployments'],
    inventory: false,
  },
} as const satisfies Readonly<Record<string, Need>>;

/** The API group of a type. */
export function groupOf(type: VeleroType): string {
  return type === 'deployments' ? 'apps' : 'velero.io';
}

/** The version of a type that every release of Velero serves. */
export function versionOf(type: VeleroType): string {
  return type === 'datauploads' ? 'v2alpha1' : 'v1';
}
