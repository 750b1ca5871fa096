import { createHash } from 'node:crypto';
import { type Fields, fieldsOf } from '../input/fields.js';

/** Fields of the metadata that Velero does not compare: a cluster gives them, or another object does. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  'generateName',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'managedFields',
]);
/** Labels that Velero puts on what it restores. */
const OF_VELERO: ReadonlySet<string> = new Set(['velero.io/backup-name', 'velero.io/restore-name']);
const DEEPEST = 200;

/**
 * What Velero compares of an object that exists already: all but its status and what a cluster gives it. Two objects
 * with the same fingerprint are the same to it. Undefined for one that nests deeper than any object.
 */
export function fingerprint({ status: _, metadata, ...object }: Fields): string | undefined {
  const { labels, ...others } = fieldsOf(metadata);
  const compared = {
    ...object,
    metadata: {
      ...without(others, NOT_COMPARED),
      labels: without(fieldsOf(labels), OF_VELERO),
    },
  };
  const hash = createHash('sha256');
  return hashInto(compared, DEEPEST, (text) => hash.update(text))
    ? hash.digest('base64')
    : undefined;
}

function without(fields: Fields, names: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
}

/** False where it nests too deep. */
function hashInto(value: unknown, levels: number, add: (text: string) => unknown): boolean {
  if (levels === 0) return false;
  if (typeof value !== 'object' || value === null) {
    add(`${JSON.stringify(value)},`);
    return true;
  }
  const entries = Array.isArray(value)
    ? value.map((one, index): [string, unknown] => [String(index), one])
    : Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .sort(([one], [other]) => Number(one > other) - Number(one < other));
  add(Array.isArray(value) ? '[' : '{');
  for (const [name, one] of entries) {
    add(`${JSON.stringify(name)}:`);
    if (!hashInto(one, levels - 1, add)) return false;
  }
  add('}');
  return true;
}
