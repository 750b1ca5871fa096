import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { type Fields, fieldsOf, isFields, textOf } from '../input/fields.js';
import { ArchiveError, archiveError, BOUNDS, type Bounds } from './bounds.js';
import { type EntryPlace, placeOf } from './entry-place.js';
import { MeasuredBytes } from './measured-bytes.js';

/** An object in a tarball. */
export interface SavedObject extends EntryPlace {
  /** `deployments.apps/app/web` */
  readonly key: string;
  readonly object: Fields;
}

/** An entry with which something is wrong. */
export interface OddEntry {
  /** Its path in the tarball, cut where it is long. */
  readonly path: string;
  readonly reason: string;
}

/** What a tarball holds. */
export interface TarballReport {
  /** Compressed. */
  readonly bytes: number;
  readonly contentBytes: number;
  readonly entries: number;
  /** Objects, without the copies for single versions. */
  readonly objects: number;
  /** Objects that cannot be read, or are other than their path says; some, and how many. */
  readonly unreadable: Odd;
  /** Entries that Velero does not write: links, paths that lead outside, one path twice. */
  readonly foreign: Odd;
  /** Why the rest was not read; undefined if all was. */
  readonly fault: ArchiveError | undefined;
}

/** So many entries, of which some are named. */
export interface Odd {
  readonly count: number;
  readonly some: readonly OddEntry[];
}

/** An entry of a tar: its contents are read as they come. */
type Entry = AsyncIterable<unknown> & { readonly header: Header };

/** So many are named of each kind. */
const MOST_NAMED = 100;
const LONGEST_PATH = 200;

/**
 * Reads a tarball entry by entry, in memory that does not grow with its contents, only with the number of names. No
 * entry is written anywhere. What was read before a fault counts.
 *
 * @param onObject is given each object once, in the order of the tarball.
 */
export async function readTarball(
  path: string,
  onObject: (object: SavedObject) => void,
  bounds: Bounds = BOUNDS,
): Promise<TarballReport> {
  const file = createReadStream(path);
  const measured = new MeasuredBytes(bounds, () => file.bytesRead);
  const tar = extract();
  const reading = new Reading(bounds, onObject);
  const piped = pipeline(file, createGunzip(), measured, tar).catch((error: unknown) => error);
  let fault: ArchiveError | undefined;
  try {
    for await (const entry of tar) await reading.take(entry);
  } catch (error) {
    fault = archiveError(error);
    tar.destroy();
  }
  // The pipeline knows the cause where the reader of tar was only told that its source is gone.
  const cause = await piped;
  if (cause !== undefined && !isAbort(cause)) fault = archiveError(cause);
  if (fault === undefined && !measured.endsAsTar) {
    fault = new ArchiveError('unreadable', 'it has no end mark: it was cut off');
  }
  return { ...reading.report(), bytes: file.bytesRead, contentBytes: measured.bytes, fault };
}

function isAbort(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR';
}

class Reading {
  readonly #bounds: Bounds;
  readonly #onObject: (object: SavedObject) => void;
  readonly #seen = new Set<string>();
  readonly #odd = { unreadable: new OddList(), foreign: new OddList() };
  #entries = 0;
  #objects = 0;
  #letters = 0;

  constructor(bounds: Bounds, onObject: (object: SavedObject) => void) {
    this.#bounds = bounds;
    this.#onObject = onObject;
  }

  async take(entry: Entry): Promise<void> {
    const { header } = entry;
    this.#countOrRefuse(header);
    const place = this.#placeOnce(header);
    // A copy for one version is what Velero reads only where the cluster serves no other.
    const isObject = typeof place === 'object' && place.version === '';
    const content = await contentOf(entry, isObject ? this.#bounds.objectBytes : 0);
    if (typeof place === 'string') this.#odd.foreign.add(header.name, place);
    if (!isObject) return;
    const read = objectIn(content, place);
    if (typeof read === 'string') this.#odd.unreadable.add(header.name, read);
    else {
      this.#objects += 1;
      this.#onObject({ ...place, key: keyOf(place), object: read });
    }
  }

  report(): Pick<TarballReport, 'entries' | 'objects' | 'unreadable' | 'foreign'> {
    const { unreadable, foreign } = this.#odd;
    return {
      entries: this.#entries,
      objects: this.#objects,
      unreadable: unreadable.odd(),
      foreign: foreign.odd(),
    };
  }

  #countOrRefuse({ name }: Header): void {
    const { entries, nameLetters } = this.#bounds;
    this.#entries += 1;
    this.#letters += name.length;
    if (this.#entries > entries) {
      throw new ArchiveError('refused', `it has more than ${entries} entries`);
    }
    if (this.#letters > nameLetters) {
      throw new ArchiveError('refused', 'the names of its entries are too long');
    }
  }

  #placeOnce(header: Header): EntryPlace | string | undefined {
    const place = placeOf(header);
    if (typeof place !== 'object') return place;
    const key = `${place.version} ${keyOf(place)}`;
    if (this.#seen.has(key)) return 'it is there twice';
    this.#seen.add(key);
    return place;
  }
}

class OddList {
  readonly #some: OddEntry[] = [];
  #count = 0;

  add(path: string, reason: string): void {
    this.#count += 1;
    if (this.#some.length < MOST_NAMED)
      this.#some.push({ path: path.slice(0, LONGEST_PATH), reason });
  }

  odd(): Odd {
    return { count: this.#count, some: this.#some };
  }
}

function keyOf({ resource, namespace, name }: EntryPlace): string {
  return `${resource}/${namespace}/${name}`;
}

/** The bytes of an entry, read to its end; undefined where they are more than `most`. */
async function contentOf(entry: Entry, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of entry) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length <= most ? Buffer.concat(chunks) : undefined;
}

/** The object, or why it is not the one that belongs there. */
function objectIn(content: Buffer | undefined, place: EntryPlace): Fields | string {
  if (content === undefined) return 'it is larger than any object of Kubernetes';
  const value = parsed(content);
  if (!isFields(value)) return 'it is not a JSON object';
  const { apiVersion, kind } = value;
  if (textOf(apiVersion) === undefined || textOf(kind) === undefined) return 'it has no kind';
  const { name, namespace = '' } = fieldsOf(value['metadata']);
  if (name !== place.name || namespace !== place.namespace) return 'it is another object';
  return value;
}

function parsed(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return undefined;
  }
}
