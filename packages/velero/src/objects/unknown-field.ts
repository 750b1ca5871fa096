import { issueOf, nearest } from '@k8s-backup-target/schema/internal';
import * as templates from './generated/object-templates.js';
import type { StructureFault } from './structure-fault.js';

/** A field that the schema does not have in its place. */
export interface UnknownField {
  readonly path: string;
  readonly key: string;
  readonly known: readonly string[];
  readonly belongsAt: string | null;
}

/** The fault of an unknown field: an API server drops it. */
export function unknownField({ path, key, known, belongsAt }: UnknownField): StructureFault {
  const suggestion = nearest(key, known);
  return {
    ...issueFor(path, key, suggestion, known, belongsAt),
    key,
    ...(suggestion === undefined ? {} : { suggestion }),
    fate: 'pruned',
    known,
    belongsAt,
  };
}

function issueFor(
  path: string,
  key: string,
  suggestion: string | undefined,
  known: readonly string[],
  place: string | null,
) {
  if (suggestion !== undefined) {
    return issueOf(templates.unknownFieldMisspelt, path, { key, suggestion });
  }
  if (known.includes('matchLabels')) return issueOf(templates.unknownFieldLabels, path, { key });
  return place === null
    ? issueOf(templates.unknownFieldField, path, { key })
    : issueOf(templates.unknownFieldMisplaced, path, { key, place });
}
