import { describe, expect, it } from 'vitest';
import { Discovery } from '../discovery/discovery.js';
import { GROUPS } from '../test-data/discovery.js';
import { nearestType } from './nearest-type.js';

const { types } = new Discovery({ groups: GROUPS, objects: [] });

describe('nearestType', () => {
  it.each([
    ['deploymnets', 'deployments.apps'],
    ['deployment.app', 'deployments.apps'],
    ['persistentcolumeclaims', 'persistentvolumeclaims'],
    ['PersistentVolumeClaimss', 'persistentvolumeclaims'],
    ['secrts', 'secrets'],
    ['volumesnapshot.snapshot.storage.k8s.io', 'volumesnapshots.snapshot.storage.k8s.io'],
  ])('takes %s for %s', (entry, id) => {
    expect(nearestType(entry, types)?.id).toBe(id);
  });

  it.each(['', 'x', 'ingresses', 'deploymnet*', 'componentstatus', 'a'.repeat(100_000)])(
    'takes %.20s for nothing',
    (entry) => {
      expect(nearestType(entry, types)).toBeUndefined();
    },
  );
});
