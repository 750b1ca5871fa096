import { describe, expect, it } from 'vitest';
import { toInventoryObject } from './to-object.js';

const metadata = { name: 'a', annotations: { other: 'x' } };

describe('toInventoryObject', () => {
  it('keeps of a pod which volumes its containers mount, and how', () => {
    const containers = [
      { name: 'main', image: 'i', volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      { name: 'side', volumeDevices: [{ name: 'd', devicePath: '/d' }], env: [{ value: 's' }] },
    ];
    const volumes = [{ name: 'v', emptyDir: {} }];
    const initContainers = [{ volumeMounts: [{ name: 'd' }] }];
    const pod = { metadata, spec: { containers, initContainers, volumes } };
    expect(toInventoryObject('pods', pod).spec).toEqual({
      containers: [{ volumeMounts: [{ name: 'v' }] }, { volumeDevices: [{ name: 'd' }] }],
      volumes,
    });
  });

  it('keeps of a claim its class, and says that it has none', () => {
    const annotations = { 'velero.io/csi-volumesnapshot-class': 'snap', other: 'x' };
    const claim = { metadata: { ...metadata, annotations }, spec: { storageClassName: 'fast' } };
    expect(toInventoryObject('persistentvolumeclaims', claim)).toMatchObject({
      annotations: { 'velero.io/csi-volumesnapshot-class': 'snap' },
      spec: { storageClassName: 'fast' },
    });
    expect(toInventoryObject('persistentvolumeclaims', { metadata }).spec).toEqual({
      storageClassName: null,
    });
  });

  it('keeps the drivers of classes, and the provider of a location without its credentials', () => {
    const type = 'volumesnapshotlocations.velero.io';
    const spec = { provider: 'aws', credential: { name: 'secret' }, config: { region: 'x' } };
    expect(toInventoryObject(type, { metadata, spec }).spec).toEqual({ provider: 'aws' });
    const annotations = { 'snapshot.storage.kubernetes.io/is-default-class': 'true' };
    const snapshotClass = { metadata: { ...metadata, annotations }, driver: 'd', parameters: {} };
    expect(
      toInventoryObject('volumesnapshotclasses.snapshot.storage.k8s.io', snapshotClass),
    ).toEqual({
      resource: 'volumesnapshotclasses.snapshot.storage.k8s.io',
      name: 'a',
      driver: 'd',
      annotations,
    });
    const storageClass = { metadata, provisioner: 'd' };
    expect(toInventoryObject('storageclasses.storage.k8s.io', storageClass)).toEqual({
      resource: 'storageclasses.storage.k8s.io',
      name: 'a',
      provisioner: 'd',
    });
  });

  it('keeps of a DaemonSet how many of its pods are ready', () => {
    const daemonSet = { metadata, status: { numberReady: 2, desiredNumberScheduled: 3 } };
    expect(toInventoryObject('daemonsets.apps', daemonSet)).toEqual({
      resource: 'daemonsets.apps',
      name: 'a',
      status: { numberReady: 2 },
    });
  });
});
