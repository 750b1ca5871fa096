import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { type TarEntry, type TestFolder, tarOf, testFolder } from '../testing/stored-backup.js';
import { setChecksum, writeBomb } from '../testing/verify-runs.js';
import { BOUNDS, type Bounds } from './bounds.js';
import { readTarball, type SavedObject } from './read-tarball.js';

let folder: TestFolder;
beforeAll(() => {
  folder = testFolder();
});
afterAll(() => folder.remove());

function configMap(name: string, data = ''): TarEntry {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'app' },
    data,
  };
  return [`resources/configmaps/namespaces/app/${name}.json`, JSON.stringify(object)];
}

async function read(bytes: Buffer, bounds: Bounds = BOUNDS) {
  const path = join(folder.path, 'b.tar.gz');
  writeFileSync(path, bytes);
  const objects: SavedObject[] = [];
  const report = await readTarball(path, (object) => objects.push(object), bounds);
  return { ...report, keys: objects.map(({ key }) => key) };
}

const readEntries = async (...entries: readonly TarEntry[]) => read(gzipSync(await tarOf(entries)));

/** True if the data is whole, whatever else of the format differs. */
function unpacksTo(compressed: Buffer, tar: Buffer): boolean {
  try {
    return gunzipSync(compressed).equals(tar);
  } catch {
    return false;
  }
}

/** The first block of an entry, with its checksum set again. */
function patched(tar: Buffer, change: (header: Buffer) => void): Buffer {
  const copy = Buffer.from(tar);
  const header = copy.subarray(0, 512);
  change(header);
  setChecksum(header);
  return copy;
}

describe('a tarball that is damaged', () => {
  it('is read as far as it goes, wherever it is cut off', { timeout: 60_000 }, async () => {
    const entries = Array.from({ length: 40 }, (_, index) =>
      configMap(`c${index}`, 'x'.repeat(index)),
    );
    const whole = gzipSync(await tarOf(entries));
    expect(await read(whole)).toMatchObject({ fault: undefined, objects: 40 });
    const cuts = fc.integer({ min: 0, max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(cuts, async (length) => {
        const { fault } = await read(whole.subarray(0, length));
        expect(fault?.kind).toBe('unreadable');
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('never passes for whole where bytes of its compressed data differ', {
    timeout: 60_000,
  }, async () => {
    const whole = gzipSync(
      await tarOf([configMap('a', 'some text'), configMap('b', 'more of it')]),
    );
    const damage = fc.tuple(
      fc.integer({ min: 10, max: whole.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
    );
    const tar = gunzipSync(whole);
    let harmful = 0;
    await fc.assert(
      fc.asyncProperty(damage, async ([at, by]) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ by;
        const { fault, keys } = await read(bytes);
        // Some bits of the format say nothing: the data is whole then, and is read as such.
        if (unpacksTo(bytes, tar)) {
          expect({ fault, keys }).toEqual({
            fault: undefined,
            keys: ['configmaps/app/a', 'configmaps/app/b'],
          });
        } else {
          expect(fault?.kind).toBe('unreadable');
          harmful += 1;
        }
      }),
      { numRuns: 60, seed: 2 },
    );
    expect(harmful).toBeGreaterThan(50);
  });

  it('has no end where the last blocks are missing', async () => {
    const tar = await tarOf([configMap('a')]);
    const { fault, objects } = await read(gzipSync(tar.subarray(0, -1024)));
    expect(fault?.message).toBe('it has no end mark: it was cut off');
    expect(objects).toBe(1);
  });

  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'it ends in the middle'],
    ['a text', Buffer.from('hello'), 'it is not compressed with gzip'],
    ['a compressed text', gzipSync('hello'.repeat(500)), 'its contents are not a tar'],
  ])('is not a tarball at all: %s', async (_, bytes, message) => {
    expect((await read(bytes)).fault?.message).toContain(message);
  });
});

describe('entries that Velero does not write', () => {
  const evil: readonly (readonly [TarEntry, string])[] = [
    [['../../etc/passwd', 'x'], 'it leads out of the archive'],
    [['/etc/passwd', 'x'], 'it leads out of the archive'],
    [['resources/pods/namespaces/../../../x.json', '{}'], 'it leads out of the archive'],
    [['resources\\pods\\namespaces\\app\\x.json', '{}'], 'it leads out of the archive'],
    [['resources/pods/namespaces/app/sub/x.json', '{}'], 'Velero keeps no object there'],
    [
      [`resources/pods/namespaces/app/${'x'.repeat(3000)}.json`, '{}'],
      'its name has more than 1000 letters',
    ],
    [[{ name: 'a', type: 'symlink', linkname: '/etc/passwd' }], 'it is a link'],
    [[{ name: 'a', type: 'link', linkname: 'b' }], 'it is a link'],
    [[{ name: 'a', type: 'character-device' }], 'it is not a file'],
    [[{ name: 'a', type: 'fifo' }], 'it is not a file'],
    [
      [{ name: 'resources/pods/cluster/a.json', pax: { 'GNU.sparse.major': '1' } }, '{}'],
      'it is sparse',
    ],
  ];

  it.each(evil)('are not objects: %j', async (entry, reason) => {
    const { foreign, keys, fault } = await readEntries(configMap('a'), entry, configMap('b'));
    expect(foreign).toMatchObject({ count: 1, some: [{ reason }] });
    expect(keys).toEqual(['configmaps/app/a', 'configmaps/app/b']);
    expect(fault).toBeUndefined();
  });

  it('are a second entry of one path, whose contents do not count', async () => {
    const { foreign, objects } = await readEntries(configMap('a', 'one'), configMap('a', 'two'));
    expect(foreign.some).toEqual([
      { path: 'resources/configmaps/namespaces/app/a.json', reason: 'it is there twice' },
    ]);
    expect(objects).toBe(1);
  });

  it('are those of a kind that tar does not name, such as an old sparse file', async () => {
    const tar = patched(await tarOf([['sparse', 'x']]), (header) => header.write('S', 156));
    expect((await read(gzipSync(tar))).foreign.some).toEqual([
      { path: 'sparse', reason: 'it is not a file' },
    ]);
  });

  it('are counted, and some are named', async () => {
    const many = Array.from({ length: 500 }, (_, index): TarEntry => [`x${index}`, '']);
    const { foreign } = await readEntries(...many);
    expect(foreign.count).toBe(500);
    expect(foreign.some).toHaveLength(100);
  });
});

describe('objects that cannot be restored', () => {
  it.each<[string, string, string]>([
    ['no JSON', '{', 'it is not a JSON object'],
    ['a list', '[]', 'it is not a JSON object'],
    ['no kind', '{"metadata":{"name":"a","namespace":"app"}}', 'it has no kind'],
    [
      'another',
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b","namespace":"app"}}',
      'it is another object',
    ],
    ['nested lists', '['.repeat(200_000), 'it is not a JSON object'],
  ])('are found: %s', async (_, text, reason) => {
    const path = 'resources/pods/namespaces/app/a.json';
    const { unreadable, objects } = await readEntries([path, text]);
    expect(unreadable).toEqual({ count: 1, some: [{ path, reason }] });
    expect(objects).toBe(0);
  });

  it('are those that no API server could hold, which are not kept in memory', async () => {
    const path = join(folder.path, 'b.tar.gz');
    const big = configMap('big', 'x'.repeat(3000));
    writeFileSync(path, gzipSync(await tarOf([big, configMap('small')])));
    const bounds = { ...BOUNDS, objectBytes: 1000 };
    const { unreadable, objects } = await readTarball(path, () => undefined, bounds);
    expect(unreadable.some[0]?.reason).toBe('it is larger than any object of Kubernetes');
    expect(objects).toBe(1);
  });
});

describe('a tarball that is made to exhaust its reader', () => {
  const zeros = (length: number): TarEntry => ['zeros', '\0'.repeat(length)];

  it.each<[string, readonly TarEntry[], Partial<Bounds>, string]>([
    [
      'unpacks to far more than it is',
      [zeros(4_000_000)],
      { freeBytes: 1_000_000 },
      'unpacks to more than 400 times its size',
    ],
    [
      'is larger than allowed',
      [zeros(4_000_000)],
      { contentBytes: 1_000_000 },
      'it holds more than',
    ],
    ['has too many entries', [['a'], ['b'], ['c']], { entries: 2 }, 'it has more than 2 entries'],
    [
      'has too long names',
      [['a'.repeat(50)]],
      { nameLetters: 40 },
      'the names of its entries are too long',
    ],
  ])('is not read to its end: it %s', async (_, entries, change, message) => {
    const bounds = { ...BOUNDS, ...change };
    const { fault } = await read(gzipSync(await tarOf(entries)), bounds);
    expect(fault?.kind).toBe('refused');
    expect(fault?.message).toContain(message);
  });

  it('is refused where the header of an entry has megabytes', async () => {
    const { fault } = await readEntries([
      { name: 'a', pax: { comment: 'x'.repeat(5_000_000) } },
      '',
    ]);
    expect(fault?.message).toBe('the header of an entry has more than 4 MiB');
  });

  it('is cut off where an entry says that it is larger than the archive', async () => {
    const tar = patched(await tarOf([['a', 'x']]), (header) =>
      header.write('77777777777\0', 124, 'latin1'),
    );
    expect((await read(gzipSync(tar))).fault?.kind).toBe('unreadable');
  });

  it('takes memory for names alone: 64 MiB of objects', { timeout: 60_000 }, async () => {
    const text = 'x'.repeat(2 ** 20);
    const tar = await tarOf(Array.from({ length: 64 }, (_, index) => configMap(`c${index}`, text)));
    const path = join(folder.path, 'large.tar.gz');
    writeFileSync(path, gzipSync(tar));
    const before = process.memoryUsage().rss;
    let most = 0;
    await readTarball(path, () => {
      most = Math.max(most, process.memoryUsage().rss - before);
    });
    expect(most).toBeLessThan(64 * 2 ** 20);
    expect(statSync(path).size).toBeLessThan(2 ** 20);
  });

  it('gets one line from kbt, and exit status 2', { timeout: 60_000 }, async () => {
    const path = join(folder.path, 'bomb.tar.gz');
    await writeBomb(path);
    const { exitCode, stdout } = await kbt(['verify', path]);
    expect(stdout).toContain(
      'bomb.tar.gz is not read to its end: it unpacks to more than 400 times',
    );
    expect(exitCode).toBe(2);
  });
});
