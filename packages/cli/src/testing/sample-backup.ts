/** A Backup of a small application with a volume. */
import { completed, type StoredObject } from './stored-backup.js';

const NAMESPACE: StoredObject = {
  resource: 'namespaces',
  object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'app' } },
};
export const WEB: StoredObject = {
  resource: 'deployments.apps',
  object: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'app' },
  },
};
export const POD: StoredObject = {
  resource: 'pods',
  object: {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'db-0', namespace: 'app' },
    spec: {
      nodeName: 'n',
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }],
      containers: [{ volumeMounts: [{ name: 'v' }] }],
    },
    status: { phase: 'Running' },
  } as StoredObject['object'],
};
const CLAIM: StoredObject = {
  resource: 'persistentvolumeclaims',
  object: {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'app' },
    spec: { volumeName: 'pv-1', storageClassName: 'fast' },
    status: { phase: 'Bound' },
  } as StoredObject['object'],
};
const VOLUME: StoredObject = {
  resource: 'persistentvolumes',
  object: {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv-1' },
    spec: { csi: { driver: 'd' }, claimRef: { namespace: 'app', name: 'data' } },
  } as StoredObject['object'],
};
export const OBJECTS = [NAMESPACE, WEB, POD, CLAIM, VOLUME];

export const PLACE = { pvcName: 'data', pvcNamespace: 'app', pvName: 'pv-1' };
export const COPIED = {
  ...PLACE,
  backupMethod: 'PodVolumeBackup',
  skipped: false,
  result: 'succeeded',
  pvbInfo: {
    podNamespace: 'app',
    podName: 'db-0',
    volumeName: 'v',
    size: 2048,
    Phase: 'Completed',
  },
};

export const GOOD = completed(OBJECTS, { volumes: [COPIED] });
