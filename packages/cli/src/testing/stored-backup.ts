/** Writes a Backup into a folder as Velero's store has it, for tests: a good one, and each way of losing something. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

type Fields = Readonly<Record<string, unknown>>;

/** An object of a Backup, with its type: `deployments.apps`. */
export interface StoredObject {
  readonly resource: string;
  readonly object: Fields & {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string };
  };
}

/** An entry of a tarball: its name or its header, and its content. */
export type TarEntry = readonly [
  header: string | (Partial<Header> & { name: string }),
  text?: string,
];

/** What a store keeps of a Backup; a record that is undefined is not written. */
export interface StoredBackup {
  readonly entries: readonly TarEntry[];
  readonly status: Fields | undefined;
  readonly spec: Fields;
  readonly list: Fields | undefined;
  readonly results: Fields | undefined;
  readonly volumes: readonly Fields[] | undefined;
  readonly copies: readonly Fields[] | undefined;
}

/** A folder that is removed again. */
export interface TestFolder {
  readonly path: string;
  remove(): void;
}

export function testFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), 'kbt-verify-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A tar of these entries. */
export async function tarOf(entries: readonly TarEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const [header, text = ''] of entries) {
    tar.entry(typeof header === 'string' ? { name: header } : header, text);
  }
  tar.finalize();
  return buffer(tar as unknown as AsyncIterable<Buffer>);
}

/** The entries of an object: where Velero looks first, and for its version. */
function entriesOf({ resource, object }: StoredObject): readonly TarEntry[] {
  const { name, namespace } = object.metadata;
  const place = namespace === undefined ? 'cluster' : `namespaces/${namespace}`;
  const version = `${object.apiVersion.replace(/^.*\//, '')}-preferredversion`;
  const text = JSON.stringify(object);
  return [
    [`resources/${resource}/${place}/${name}.json`, text],
    [`resources/${resource}/${version}/${place}/${name}.json`, text],
  ];
}

/** A Backup that Velero completed, of these objects; `change` is what is otherwise. */
export function completed(
  objects: readonly StoredObject[],
  change: Partial<StoredBackup> = {},
): StoredBackup {
  const list: Record<string, string[]> = {};
  for (const { object } of objects) {
    const { name, namespace } = object.metadata;
    const kind = `${object.apiVersion}/${object.kind}`;
    list[kind] = [...(list[kind] ?? []), namespace === undefined ? name : `${namespace}/${name}`];
  }
  return {
    entries: [['metadata/version', '1.1.0'], ...objects.flatMap(entriesOf)],
    status: { phase: 'Completed' },
    spec: { includedNamespaces: ['app'] },
    list,
    results: { errors: {}, warnings: {} },
    volumes: [],
    copies: [],
    ...change,
  };
}

/** Writes it, and returns the path of its tarball. */
export async function store(folder: string, name: string, backup: StoredBackup): Promise<string> {
  const { entries, status, spec, list, results, volumes, copies } = backup;
  const write = (file: string, value: unknown): void => {
    if (value !== undefined) writeFileSync(join(folder, file), gzipSync(JSON.stringify(value)));
  };
  if (status !== undefined) {
    const object = { apiVersion: 'velero.io/v1', kind: 'Backup', metadata: { name }, spec, status };
    writeFileSync(join(folder, 'velero-backup.json'), JSON.stringify(object));
  }
  write(`${name}-resource-list.json.gz`, list);
  write(`${name}-results.gz`, results);
  write(`${name}-volumeinfo.json.gz`, volumes);
  write(`${name}-podvolumebackups.json.gz`, copies);
  const tarball = join(folder, `${name}.tar.gz`);
  writeFileSync(tarball, gzipSync(await tarOf(entries)));
  return tarball;
}
