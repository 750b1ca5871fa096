import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLES, kbt } from '../testing/kbt.js';
import { COPIED, GOOD, OBJECTS, PLACE, POD, WEB } from '../testing/sample-backup.js';
import {
  completed,
  type StoredBackup,
  type StoredObject,
  store,
  type TestFolder,
  testFolder,
} from '../testing/stored-backup.js';
import { twoClasses } from '../testing/two-classes.js';

let folder: TestFolder;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => folder.remove());

const INVENTORY = join(EXAMPLES, 'inventory.json');

async function verify(backup: StoredBackup, ...words: readonly string[]) {
  await store(folder.path, 'b1', backup);
  const ran = await kbt(['verify', folder.path, ...words, '-o', 'json']);
  const data = ran.exitCode === 2 && ran.stdout === '' ? undefined : JSON.parse(ran.stdout);
  return { ...ran, data, rules: data?.findings.map((one: { rule: string }) => one.rule) };
}

describe('kbt verify', () => {
  it('finds nothing wrong with a Backup that holds everything', async () => {
    const { exitCode, data } = await verify(GOOD);
    expect(data).toMatchObject({
      backup: 'b1',
      phase: 'Completed',
      verdict: 'good',
      objects: { saved: 5, listed: 5, wanted: null },
      volumes: [{ claim: 'app/data', data: 'saved', method: 'fs-backup', bytes: 2048 }],
      findings: [],
    });
    expect(exitCode).toBe(0);
    const { stdout } = await kbt(['verify', folder.path]);
    expect(stdout).toContain('is Completed, and holds all that was wanted');
    expect(stdout).toMatch(/app\/data +saved +fs-backup +2\.0 KiB/);
  });

  const without = (object: StoredObject) => OBJECTS.filter((one) => one !== object);

  /** Each way of losing something. */
  const LOST: readonly (readonly [name: string, backup: StoredBackup, rule: string])[] = [
    [
      'an object of the list that is not in the tarball',
      { ...completed(without(WEB), { volumes: [COPIED] }), list: GOOD.list },
      'listed-not-saved',
    ],
    ['a phase', { ...GOOD, status: { phase: 'PartiallyFailed' } }, 'backup-not-completed'],
    [
      'a failed validation',
      { ...GOOD, status: { phase: 'FailedValidation' } },
      'backup-not-completed',
    ],
    ['data that no record mentions', { ...GOOD, volumes: [] }, 'data-missing'],
    [
      'data that Velero skipped',
      {
        ...GOOD,
        volumes: [
          {
            ...PLACE,
            skipped: true,
            skippedReason:
              'podvolume: encountered a problem with backing up the PVC of pod app/db-0: pod is not running',
          },
        ],
      },
      'pod-not-running',
    ],
    [
      'data of a volume that is not of CSI',
      {
        ...GOOD,
        volumes: [
          {
            ...PLACE,
            skipped: true,
            skippedReason: "csiSnapshot: skipped b/c it's not a CSI volume",
          },
        ],
      },
      'no-snapshotter',
    ],
    [
      'a copy that failed',
      {
        ...GOOD,
        copies: [
          {
            spec: { pod: { namespace: 'app', name: 'db-0' }, volume: 'v' },
            status: { phase: 'Failed', message: 'disk full' },
          },
        ],
        volumes: [],
      },
      'data-failed',
    ],
    [
      'a copy that failed, though another record says that it did not',
      {
        ...GOOD,
        copies: [
          {
            spec: { pod: { namespace: 'app', name: 'db-0' }, volume: 'v' },
            status: { phase: 'Failed', message: 'disk full' },
          },
        ],
      },
      'data-failed',
    ],
    [
      'a copy of the files of a pod that is not in the tarball',
      completed(without(POD), { volumes: [COPIED] }),
      'pod-not-in-backup',
    ],
    [
      'a snapshot without a handle',
      {
        ...GOOD,
        volumes: [
          { ...PLACE, backupMethod: 'CSISnapshot', csiSnapshotInfo: { snapshotHandle: '' } },
        ],
      },
      'data-failed',
    ],
    [
      'a snapshot that was not moved',
      {
        ...GOOD,
        volumes: [
          {
            ...PLACE,
            backupMethod: 'CSISnapshot',
            snapshotDataMoved: true,
            snapshotDataMovementInfo: { Phase: 'Canceled' },
          },
        ],
      },
      'data-failed',
    ],
    [
      'a native snapshot that failed',
      {
        ...GOOD,
        volumes: [
          {
            ...PLACE,
            backupMethod: 'NativeSnapshot',
            nativeSnapshotInfo: { snapshotHandle: 's', Phase: 'failed' },
          },
        ],
      },
      'data-failed',
    ],
    [
      'an object that is not JSON',
      { ...GOOD, entries: [...GOOD.entries, ['resources/secrets/namespaces/app/s.json', '{']] },
      'object-unreadable',
    ],
    [
      'an object under another name',
      {
        ...GOOD,
        entries: [
          ...GOOD.entries,
          ['resources/pods/namespaces/app/other.json', JSON.stringify(POD.object)],
        ],
      },
      'object-unreadable',
    ],
  ];

  it.each(LOST)('finds %s', async (_, backup, rule) => {
    const { exitCode, rules } = await verify(backup);
    expect(rules).toContain(rule);
    expect(exitCode).toBe(1);
  });

  it('groups errors by their cause, with the rule that explains it', async () => {
    const text = (name: string) =>
      `error executing custom action (groupResource=persistentvolumeclaims, namespace=app, name=${name}): PVC app/${name} has no volume backing this claim`;
    const results = {
      errors: {
        velero: ['/a.go:1: strange thing 17', '/b.go:2: strange thing 18'],
        namespaces: { app: [text('a'), text('b')] },
      },
      warnings: { cluster: ['VolumeSnapshotter plugin does not support data movement.'] },
    };
    const { data } = await verify({ ...GOOD, results });
    expect(data.findings).toMatchObject([
      { state: 'error', rule: 'backup-error', count: 2 },
      { state: 'error', rule: 'claim-without-volume', count: 2 },
      { state: 'warning', rule: 'backup-warning', count: 1 },
    ]);
  });

  it('does not fail for data that is left out as was asked for', async () => {
    const skipped = {
      ...PLACE,
      skipped: true,
      skippedReason: "volumeSnapshot: matched action is 'skip' in chosen resource policies",
    };
    const { exitCode, data } = await verify({ ...GOOD, volumes: [skipped] });
    expect(data.volumes).toMatchObject([{ data: 'left-out', rule: 'policy-action' }]);
    expect(data.findings).toMatchObject([{ state: 'warning', rule: 'data-left-out' }]);
    expect(exitCode).toBe(0);
  });

  it.each<[string, Partial<StoredBackup>]>([
    ['the list', { list: undefined }],
    ['what became of volumes', { volumes: undefined, copies: undefined }],
    ['what became of snapshots', { volumes: undefined }],
    ['how it ended', { status: undefined }],
    [
      'whether anything was wanted, and is empty',
      { entries: [['metadata/version', '1.1.0']], list: {}, volumes: [] },
    ],
    ['that it has ended', { status: { phase: 'InProgress' } }],
    [
      'that a copy has ended',
      { volumes: [{ ...COPIED, pvbInfo: { ...COPIED.pvbInfo, Phase: 'InProgress' } }] },
    ],
  ])('cannot judge a Backup that does not tell %s', async (_, change) => {
    const { exitCode, data } = await verify({ ...GOOD, ...change });
    expect(data.verdict).toBe('unknown');
    expect(exitCode).toBe(2);
    expect((await kbt(['verify', folder.path, '--allow-unknown'])).exitCode).toBe(0);
  });

  it('compares with what was wanted: a spec, on an inventory', async () => {
    const spec = join(folder.path, 'spec.json');
    const inventory = join(folder.path, 'cluster.json');
    writeFileSync(spec, JSON.stringify({ include_namespaces: ['app'] }));
    const verbs = ['list', 'create', 'get', 'delete'];
    const type = (name: string, kind: string, namespaced = true) => ({
      name,
      kind,
      namespaced,
      verbs,
    });
    writeFileSync(
      inventory,
      JSON.stringify({
        groups: [
          {
            groupVersion: 'v1',
            resources: [type('configmaps', 'ConfigMap'), type('namespaces', 'Namespace', false)],
          },
        ],
        objects: [
          { resource: 'namespaces', name: 'app', status: { phase: 'Active' } },
          { resource: 'configmaps', namespace: 'app', name: 'settings' },
        ],
      }),
    );
    const { exitCode, data } = await verify(GOOD, spec, inventory);
    expect(data.findings).toMatchObject([
      { rule: 'wanted-not-saved', examples: ['configmaps/app/settings'], count: 1 },
    ]);
    expect(data.objects.wanted).toBe(2);
    expect(exitCode).toBe(1);
    writeFileSync(spec, JSON.stringify({ include_namespaces: ['app', 'db'] }));
    const other = await verify(GOOD, spec);
    expect(other.data.findings).toMatchObject([
      {
        rule: 'backup-spec-differs',
        examples: ['includedNamespaces: wanted app, db, made with app'],
      },
    ]);
  });

  it('foresees with the annotations of the Schedule what is wanted, where the Backup is not there', async () => {
    const inventory = join(folder.path, 'cluster.json');
    writeFileSync(inventory, JSON.stringify(twoClasses('extra')));
    const schedule = join(folder.path, 'schedule.json');
    const wanted = async (annotations: object) => {
      const metadata = { name: 'app', namespace: 'velero', annotations };
      const spec = { schedule: '0 2 * * *', template: { includedNamespaces: ['app'] } };
      const object = { apiVersion: 'velero.io/v1', kind: 'Schedule', metadata, spec };
      writeFileSync(schedule, JSON.stringify(object));
      const { data } = await verify({ ...GOOD, status: undefined }, schedule, inventory);
      return data.findings.flatMap((one: { rule: string; examples: string[] }) =>
        one.examples.filter((example) => example.includes('app/extra')),
      );
    };
    const lost = 'persistentvolumeclaims/app/extra: Velero fails to handle the data of its volume';
    expect(await wanted({})).toEqual([lost]);
    expect(await wanted({ 'velero.io/csi-volumesnapshot-class_d': 'two' })).toEqual([
      'persistentvolumeclaims/app/extra',
    ]);
  });

  it('picks the Backup that --backup names among several', async () => {
    await store(folder.path, 'b2', GOOD);
    const { exitCode, stderr } = await verify(GOOD);
    expect(stderr).toContain('there are 2 Backups: name one with --backup, of b1, b2');
    expect(exitCode).toBe(2);
    expect((await verify(GOOD, '--backup', 'b2')).data.backup).toBe('b2');
    expect((await verify(GOOD, '--backup', 'b3')).stderr).toContain(
      'no file is of the Backup b3: there is b1, b2',
    );
  });

  it('says which object of an inventory is there, in the order of a restore', async () => {
    const inventory = join(folder.path, 'cluster.json');
    const verbs = ['list', 'create', 'get', 'delete'];
    writeFileSync(
      inventory,
      JSON.stringify({
        groups: [
          {
            groupVersion: 'v1',
            resources: [{ name: 'pods', kind: 'Pod', namespaced: true, verbs }],
          },
        ],
        objects: [{ resource: 'pods', namespace: 'app', name: 'db-0' }],
      }),
    );
    const { data } = await verify(GOOD, '--against', inventory);
    expect(data.against.types.map(({ resource }: { resource: string }) => resource)).toEqual([
      'namespaces',
      'persistentvolumes',
      'persistentvolumeclaims',
      'pods',
      'deployments.apps',
    ]);
    expect(data.against.objects).toContainEqual({ key: 'pods/app/db-0', state: 'present' });
    expect(data.against.objects).toContainEqual({
      key: 'deployments.apps/app/web',
      state: 'absent',
    });
    const { stdout } = await kbt(['verify', folder.path, '--against', inventory]);
    expect(stdout).toContain('Velero leaves objects that exist as they are');
    expect(stdout).toContain('it is not a dry run');
  });

  it('reads a tarball alone, and says what is missing', async () => {
    const tarball = await store(folder.path, 'b1', GOOD);
    const { exitCode, stdout } = await kbt(['verify', tarball]);
    expect(stdout).toContain('5 in the tarball');
    expect(stdout).toContain('which objects Velero meant to save is not known');
    expect(exitCode).toBe(2);
  });

  it('finds damage in each record', async () => {
    for (const record of ['resource-list.json.gz', 'results.gz', 'volumeinfo.json.gz']) {
      await store(folder.path, 'b1', GOOD);
      const path = join(folder.path, `b1-${record}`);
      writeFileSync(path, readFileSync(path).subarray(0, -10));
      const { exitCode, stdout } = await kbt(['verify', folder.path]);
      expect(stdout).toContain('it ends in the middle: it was cut off');
      expect(exitCode).toBe(1);
    }
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['a list without names', { list: ['v1/Pod app/web'] }],
    ['a list with a name for names', { list: { 'v1/Pod': 'app/web' } }],
    ['errors that are one text', { results: { errors: { velero: 'boom' } } }],
    ['errors by no namespace', { results: { errors: { namespaces: ['app'] } } }],
    ['an object for volumes', { volumes: {} }],
    ['volumes that are texts', { volumes: ['pv-1'] }],
    ['copies that are numbers', { copies: [1] }],
  ])('does not read as empty what Velero does not write: %s', async (_, change) => {
    const { exitCode, rules } = await verify({ ...GOOD, ...change } as StoredBackup);
    expect(rules).toContain('record-unreadable');
    expect(exitCode).toBe(1);
    const nothing = { results: { errors: null }, volumes: null, copies: null };
    expect((await verify({ ...GOOD, ...nothing } as object as StoredBackup)).rules).not.toContain(
      'record-unreadable',
    );
  });

  it('prints what schemas/output.schema.json describes', async () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../schemas/output.schema.json', import.meta.url), 'utf8'),
    );
    const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(schema, 'output');
    const check = ajv.getSchema('output#/$defs/verify');
    const { data } = await verify({ ...GOOD, volumes: [], status: { phase: 'Failed' } });
    expect(check?.(data) === true ? [] : check?.errors).toEqual([]);
    const { data: restore } = await verify(GOOD, '--against', INVENTORY);
    expect(check?.(restore) === true ? [] : check?.errors).toEqual([]);
  });

  it('prints the example of docs/verify.md', async () => {
    const page = readFileSync(new URL('../../../../docs/verify.md', import.meta.url), 'utf8');
    const [, example] = /```console\n\$ kbt verify (?:\S+)\n([\s\S]*?)```/.exec(page) ?? [];
    const inner = join(folder.path, 'backups/shop-20260115020000');
    mkdirSync(inner, { recursive: true });
    const message =
      'error executing custom action (groupResource=persistentvolumeclaims, namespace=app, name=logs): PVC app/logs is in phase Pending and is not bound to a volume';
    await store(inner, 'shop-20260115020000', {
      ...completed(OBJECTS, { status: { phase: 'PartiallyFailed' } }),
      list: { ...GOOD.list, 'v1/PersistentVolumeClaim': ['app/data', 'app/logs'] },
      results: { errors: { namespaces: { app: [message] } }, warnings: {} },
      volumes: [
        {
          ...PLACE,
          skipped: true,
          skippedReason:
            'podvolume: encountered a problem with backing up the PVC of pod app/db-0: pod is not running',
        },
      ],
    });
    const { stdout } = await kbt(['verify', 'backups/shop-20260115020000'], { cwd: folder.path });
    const sized = (text: string | undefined) =>
      text?.replace(/, [\d.]+ (?:[KM]i)?B, unpacked .*/, '');
    expect(sized(stdout)).toBe(sized(example));
  });
});
