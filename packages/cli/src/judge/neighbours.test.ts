import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

let folder = '';

afterEach(() => {
  rmSync(folder, { recursive: true });
});

type Manifest = Readonly<Record<string, unknown>>;

function made(kind: string, name: string, spec: object, more: object = {}): Manifest {
  const metadata = { name, namespace: 'velero' };
  return { apiVersion: 'velero.io/v1', kind, metadata, spec, ...more };
}

const TEMPLATE = { includedNamespaces: ['a'] };

function schedule(template: object, name = 'nightly'): Manifest {
  return made('Schedule', name, {
    schedule: '0 2 * * *',
    template: { ...TEMPLATE, ...template },
  });
}

function location(name: string, spec: object = {}, more: object = {}): Manifest {
  const bucket = { provider: 'aws', objectStorage: { bucket: 'b' } };
  return made('BackupStorageLocation', name, { ...bucket, ...spec }, more);
}

function snapshots(name: string, provider: string): Manifest {
  return made('VolumeSnapshotLocation', name, { provider });
}

function policy(text: string): Manifest {
  const metadata = { name: 'p', namespace: 'velero' };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { policy: text } };
}

/** What is said of a folder with these files, each of some manifests: `file severity rule pointer`. */
async function judged(
  files: Readonly<Record<string, readonly Manifest[]>>,
  ...options: readonly string[]
): Promise<readonly string[]> {
  folder = mkdtempSync(join(tmpdir(), 'kbt-neighbours-'));
  for (const [name, manifests] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), manifests.map((one) => JSON.stringify(one)).join('\n---\n'));
  }
  const words = ['validate', '.', '-o', 'json', ...options];
  const { problems } = JSON.parse((await kbt(words, { cwd: folder })).stdout);
  return problems.map(
    ({ file, severity, rule, pointer }: Readonly<Record<string, string>>) =>
      `${file} ${severity} ${rule} ${pointer}`,
  );
}

const STORAGE = '/spec/template/storageLocation';
const SNAPSHOTS = '/spec/template/volumeSnapshotLocations';
const POLICY = '/spec/template/resourcePolicy';
const FILTERS = 'version: v1\nincludeExcludePolicy: {excludedNamespaceScopedResources: [cm]}';
const CONFIG_MAP = { kind: 'configmap', name: 'p' };
const READ_ONLY = { accessMode: 'ReadOnly' };
const UNAVAILABLE = { status: { phase: 'Unavailable' } };

describe('what a Schedule names, in the same folder', () => {
  it.each<[string, object, readonly Manifest[], readonly string[]]>([
    ['read-only', { storageLocation: 'b' }, [location('b', READ_ONLY)], ['backup-location']],
    [
      'unavailable',
      { storageLocation: 'b' },
      [location('b', {}, UNAVAILABLE)],
      ['backup-location'],
    ],
    ['without a status', { storageLocation: 'b' }, [location('b')], []],
    [
      'default and read-only',
      {},
      [location('b', { ...READ_ONLY, default: true })],
      ['backup-location'],
    ],
    [
      'another one is read-only',
      { storageLocation: 'b' },
      [location('b'), location('c', READ_ONLY)],
      [],
    ],
  ])('a storage location: %s', async (_, template, others, rules) => {
    const found = await judged({ 'a.json': [schedule(template), ...others] });
    expect(found).toEqual(rules.map((rule) => `a.json error ${rule} ${STORAGE}`));
  });

  it('takes an unavailable location up to 1.16.1, which looks later', async () => {
    const files = {
      'a.json': [schedule({ storageLocation: 'b' }), location('b', {}, UNAVAILABLE)],
    };
    expect(await judged(files, '--velero-version', '1.16.1')).toEqual([]);
  });

  it('two snapshot locations of one provider', async () => {
    const template = { volumeSnapshotLocations: ['x', 'y', 'z'] };
    const others = [snapshots('x', 'aws'), snapshots('y', 'gcp'), snapshots('z', 'aws')];
    expect(await judged({ 'a.json': [schedule(template), ...others] })).toEqual([
      `a.json error snapshot-location ${SNAPSHOTS}/2`,
    ]);
  });

  it('a policy with filters next to old filters, and one that cannot be read', async () => {
    const template = { resourcePolicy: CONFIG_MAP, includedResources: ['configmaps'] };
    expect(await judged({ 'a.json': [schedule(template), policy(FILTERS)] })).toEqual([
      `a.json error policy-with-old-filters ${POLICY}`,
    ]);
    rmSync(folder, { recursive: true });
    expect(await judged({ 'a.json': [schedule(template), policy('version: v9')] })).toEqual([
      `a.json error policy-invalid ${POLICY}`,
    ]);
  });

  it('a policy is judged where it is written, once', async () => {
    const template = { resourcePolicy: CONFIG_MAP };
    const found = await judged({ 'a.json': [schedule(template), policy(`${FILTERS}\nx: y`)] });
    expect(found).toEqual(['a.json error policy-invalid /data/policy']);
  });
});

describe('what was not given', () => {
  it('is named, and never an error', async () => {
    const template = {
      storageLocation: 'b',
      volumeSnapshotLocations: ['x'],
      resourcePolicy: CONFIG_MAP,
    };
    const found = await judged({ 'a.json': [schedule(template), location('other', READ_ONLY)] });
    expect(found).toEqual([
      `a.json info not-judged ${STORAGE}`,
      `a.json info not-judged ${SNAPSHOTS}/0`,
      `a.json info not-judged ${POLICY}`,
    ]);
  });

  it('is what another namespace holds', async () => {
    const elsewhere = { ...location('b', READ_ONLY), metadata: { name: 'b', namespace: 'other' } };
    const found = await judged({ 'a.json': [schedule({ storageLocation: 'b' }), elsewhere] });
    expect(found).toEqual([`a.json info not-judged ${STORAGE}`]);
  });

  it('is not what a patch holds', async () => {
    const found = await judged({
      'kustomization.yaml': [{ resources: ['a.json'], patches: [{ path: 'p.json' }] }],
      'a.json': [schedule({ storageLocation: 'b' })],
      'p.json': [location('b', READ_ONLY)],
    });
    expect(found).toEqual([`a.json info not-judged ${STORAGE}`]);
  });
});

describe('folders', () => {
  const prod = [schedule({ storageLocation: 'b' }), location('b', { default: true })];

  it('are clusters of their own', async () => {
    const test = [...prod.slice(0, 1), location('b', { ...READ_ONLY, default: true })];
    expect(await judged({ 'prod/a.json': prod, 'test/a.json': test })).toEqual([
      `test/a.json error backup-location ${STORAGE}`,
    ]);
  });

  it('share what one of them holds, and nothing that several do', async () => {
    const files = { 'schedules/a.json': prod.slice(0, 1), 'b/b.json': [location('b', READ_ONLY)] };
    expect(await judged(files)).toEqual([`schedules/a.json error backup-location ${STORAGE}`]);
    rmSync(folder, { recursive: true });
    expect(await judged({ ...files, 'c/b.json': [location('b')] })).toEqual([
      `schedules/a.json info not-judged ${STORAGE}`,
    ]);
  });

  it('hold one object of a name, and one default location', async () => {
    const found = await judged({
      'a.json': [schedule({}), location('b', { default: true })],
      'b.json': [schedule({}), location('c', { default: true }), schedule({}, 'weekly')],
    });
    expect(found).toEqual([
      'b.json warning object-twice /metadata/name',
      'b.json warning storage-location /spec/default',
    ]);
  });

  it.each([
    ['by its name', { storageLocation: 'b' }, STORAGE],
    ['by its mark', {}, '/spec/template'],
  ])('find the own one behind hundreds of other namespaces, %s', async (_, template, pointer) => {
    const others = Array.from({ length: 200 }, (_, index) => ({
      ...location('b', { default: true }),
      metadata: { name: 'b', namespace: `other-${index}` },
    }));
    const own = location('b', { ...READ_ONLY, default: true });
    const found = await judged({ 'a.json': [schedule(template), ...others, own] });
    expect(found).toEqual([expect.stringContaining(`a.json error backup-location ${pointer}`)]);
  });

  it('hold a long policy that is read once, however many Schedules name it', async () => {
    const text = `version: v1\nvolumePolicies:\n${'- conditions: {csi: {}}\n  action: {type: skip}\n'.repeat(2000)}`;
    const resourcePolicy = { kind: 'configmap', name: 'p' };
    const schedules = Array.from({ length: 200 }, (_, index) =>
      schedule({ resourcePolicy }, `s-${index}`),
    );
    const start = process.cpuUsage();
    const found = await judged({ 'a.json': [...schedules, policy(text)] });
    const { user, system } = process.cpuUsage(start);
    expect(found.filter((one) => one.includes('error'))).toEqual([]);
    expect((user + system) / 1e6).toBeLessThan(10);
  });

  it('hold thousands of one name without taking long', async () => {
    const many = Array.from({ length: 1000 }, () => location('b'));
    const found = await judged({ 'a.json': many, 'b.json': [schedule({ storageLocation: 'b' })] });
    expect(found).toHaveLength(1000);
  });
});
