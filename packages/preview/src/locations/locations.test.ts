import { describe, expect, it } from 'vitest';
import { preview } from '../preview.js';
import type { PreviewBackupSpec } from '../spec/from-backup-spec.js';
import { inventory, namespace, object } from '../test-data/objects.js';

const STORAGE = 'backupstoragelocations.velero.io/velero';
const SNAPSHOTS = 'volumesnapshotlocations.velero.io/velero';
const AVAILABLE = { status: { phase: 'Available' } };

/** `rule: message` of what is refused, with these locations next to an available one, `main`. */
function refused(
  spec: PreviewBackupSpec,
  objects: readonly ReturnType<typeof object>[],
  server: object = {},
  veleroVersion?: string,
): readonly string[] {
  const cluster = {
    ...inventory(namespace('app'), object(`${STORAGE}/main`, AVAILABLE), ...objects),
    velero: { server },
  };
  const result = preview(spec, cluster, { veleroVersion });
  return result.errors.map(({ rule, path, message }) => `${rule} ${path} ${message}`);
}

const DEFAULT = object(`${STORAGE}/default`, AVAILABLE);
const aws = (name: string) => object(`${SNAPSHOTS}/${name}`, { spec: { provider: 'aws' } });

describe('the places of a Backup', () => {
  it.each<[string, PreviewBackupSpec, ReturnType<typeof object>[], object?]>([
    ['by name', { storageLocation: 'main' }, []],
    ['named default', {}, [DEFAULT]],
    ['by the server', {}, [], { defaultBackupStorageLocation: 'main' }],
    [
      'marked as default, though the server names another',
      {},
      [object(`${STORAGE}/marked`, { ...AVAILABLE, spec: { default: true } })],
      { defaultBackupStorageLocation: 'gone' },
    ],
    ['of two plugins', {}, [DEFAULT, aws('a'), object(`${SNAPSHOTS}/b`)]],
    [
      'of one plugin, by the server',
      {},
      [DEFAULT, aws('a'), aws('b')],
      { defaultVolumeSnapshotLocations: { aws: 'b' } },
    ],
  ])('are found: %s', (_, spec, objects, server) => {
    expect(refused(spec, objects, server)).toEqual([]);
  });

  it('are refused by the rules of Velero, each with its place', () => {
    const gone = refused({ storageLocation: 'gone', volumeSnapshotLocations: ['no'] }, []);
    expect(gone).toEqual([
      'backup-location /storageLocation names the BackupStorageLocation gone, which does not exist',
      'snapshot-location /volumeSnapshotLocations/0 the VolumeSnapshotLocation no does not exist',
    ]);
    expect(refused({}, [])[0]).toMatch(/names no BackupStorageLocation, none is marked/);
    const readOnly = object(`${STORAGE}/default`, {
      ...AVAILABLE,
      spec: { accessMode: 'ReadOnly' },
    });
    expect(refused({}, [readOnly])[0]).toMatch(/default is read-only$/);
    const ambiguous = refused({ snapshotVolumes: false }, [DEFAULT, aws('a'), aws('b')]);
    expect(ambiguous[0]).toMatch(/the provider aws has the VolumeSnapshotLocations a and b/);
  });

  it('must be available from 1.16.2 on; before that, the Backup fails later', () => {
    const unchecked = object(`${STORAGE}/default`);
    expect(refused({}, [unchecked], {}, '1.16.2')[0]).toMatch(/default is not checked yet$/);
    expect(refused({}, [unchecked], {}, '1.15.2')).toEqual([]);
  });

  it('are refused for certain only where each of several defaults would be', () => {
    const marked = (name: string, phase: string) =>
      object(`${STORAGE}/${name}`, { spec: { default: true }, status: { phase } });
    expect(refused({}, [marked('a', 'Unavailable'), marked('b', 'Available')])).toEqual([]);
    expect(refused({}, [marked('a', 'Unavailable'), marked('b', 'Unavailable')])).toHaveLength(1);
  });

  it('are not judged by an inventory without those of Velero', () => {
    const cluster = inventory(namespace('app'));
    const spec = { storageLocation: 'gone', volumeSnapshotLocations: ['gone'] };
    expect(preview(spec, cluster).errors).toEqual([]);
  });

  it('are texts', () => {
    const wrong = { storageLocation: 1 } as unknown as PreviewBackupSpec;
    expect(() => preview(wrong, inventory())).toThrow('/storageLocation is not a string');
  });
});
