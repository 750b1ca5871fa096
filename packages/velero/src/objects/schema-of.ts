import { SCHEMAS, type VeleroKind } from './generated/schemas.js';
import { METADATA } from './metadata-structure.js';
import type { Structure } from './schema/structure.js';

/** True for a kind whose structure can be judged. */
export function isVeleroKind(kind: unknown): kind is VeleroKind {
  return typeof kind === 'string' && Object.hasOwn(SCHEMAS, kind);
}

/**
 * The schema of a whole object, with its metadata.
 *
 * @param release of Velero, such as `1.16.2`: the newest schema that is not newer counts, the oldest for older
 * releases, and the newest for a text that is not three numbers, such as `main`.
 */
export function schemaOf(kind: VeleroKind, release: string): Structure {
  const schemas = SCHEMAS[kind];
  const older = schemas.filter(({ since }) => !isNewer(since, release));
  const schema: Structure = (older.at(-1) ?? schemas[0])?.schema ?? {};
  const text: Structure = { type: 'string' };
  return {
    ...schema,
    properties: { apiVersion: text, kind: text, metadata: METADATA, ...schema.properties },
  };
}

function isNewer(since: string, release: string): boolean {
  const [one, other] = [numbersOf(since), numbersOf(release)];
  const at = one.findIndex((number, index) => number !== other[index]);
  return (one[at] ?? 0) > (other[at] ?? Number.POSITIVE_INFINITY);
}

function numbersOf(release: string): readonly number[] {
  return (/^v?(\d+)\.(\d+)\.(\d+)/.exec(release)?.slice(1) ?? []).map(Number);
}
