/** What the API of a cluster with these objects answers. */
import type { Answers } from './recording-api.js';

/** A list of objects, as `kubectl get -o json` prints it. */
export interface KubernetesList {
  readonly items: readonly { readonly kind: string }[];
}

const PATHS: Readonly<Record<string, string>> = {
  Backup: '/apis/velero.io/v1/namespaces/velero/backups',
  BackupStorageLocation: '/apis/velero.io/v1/namespaces/velero/backupstoragelocations',
  Deployment: '/apis/apps/v1/namespaces/velero/deployments',
  Schedule: '/apis/velero.io/v1/namespaces/velero/schedules',
  VolumeSnapshotLocation: '/apis/velero.io/v1/namespaces/velero/volumesnapshotlocations',
};

/** The answers by path: the objects of a list by kind, an empty list where there is none. */
export function liveAnswers({ items }: KubernetesList): Answers {
  return Object.fromEntries(
    Object.entries(PATHS).map(([kind, path]) => [
      path,
      { items: items.filter((item) => item.kind === kind) },
    ]),
  );
}
