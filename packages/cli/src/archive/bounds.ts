// Room: Reads what Velero keeps of a Backup in its store: the tarball and its records. May import input.

/** How much of an archive is read: all of it is foreign, and may be made to exhaust who reads it. */
export interface Bounds {
  /** Bytes after decompression. */
  readonly contentBytes: number;
  /** So many times its compressed size may an archive of more than `freeBytes` have. */
  readonly ratio: number;
  readonly freeBytes: number;
  readonly entries: number;
  /** Letters of all names together: they are kept. */
  readonly nameLetters: number;
  /** Bytes of one object; etcd keeps none of more than a few MiB. */
  readonly objectBytes: number;
  /** Bytes of one record after decompression. */
  readonly recordBytes: number;
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** Far above the largest clusters: 100,000 objects make some 400 MiB. */
export const BOUNDS: Bounds = {
  contentBytes: 64 * GIB,
  ratio: 400,
  freeBytes: GIB,
  entries: 4_000_000,
  nameLetters: 256 * MIB,
  objectBytes: 16 * MIB,
  recordBytes: 512 * MIB,
};

/** What keeps an archive or a record from being read. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  /** `unreadable`: it is damaged; `refused`: it is larger than `Bounds` allow. */
  readonly kind: 'unreadable' | 'refused';

  constructor(kind: ArchiveError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The error, as one about an archive. */
export function archiveError(error: unknown): ArchiveError {
  if (error instanceof ArchiveError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ArchiveError('unreadable', REASONS[message] ?? message);
}

const NO_TAR = 'its contents are not a tar, or are damaged';

/** What zlib and the reader of tar say, for people. */
const REASONS: Readonly<Record<string, string>> = {
  'unexpected end of file': 'it ends in the middle: it was cut off',
  'Unexpected end of data': 'it ends in the middle of an entry: it was cut off',
  'incorrect header check': 'it is not compressed with gzip, or its beginning is damaged',
  'incorrect data check': 'its checksum is wrong: it is damaged',
  'incorrect length check': 'its checksum is wrong: it is damaged',
  'invalid stored block lengths': 'its compressed data is damaged',
  'invalid distance too far back': 'its compressed data is damaged',
  'invalid block type': 'its compressed data is damaged',
  'invalid code lengths set': 'its compressed data is damaged',
  'Invalid tar header. Maybe the tar is corrupted or it needs to be gunzipped?': NO_TAR,
  'Invalid tar header: unknown format.': NO_TAR,
  'Invalid header': NO_TAR,
  'Header exceeds max size': 'the header of an entry has more than 4 MiB',
};
