/** What Velero's published Go module says of its objects: definitions, and the types that it reads objects into. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { record, type Structure, structureOf } from './structure.js';

/**
 * The schema of a kind, without prose.
 *
 * @param plural such as `backups`.
 * @throws Error where the module is laid out in another way.
 */
export function schemaIn(folder: string, plural: string): Structure {
  const file = join(folder, 'config/crd/v1/bases', `velero.io_${plural}.yaml`);
  const { versions } = record(record(parse(readFileSync(file, 'utf8')))['spec']);
  if (!Array.isArray(versions) || versions.length !== 1) {
    throw new Error(`${file} has another number of versions than one`);
  }
  const { schema, subresources } = record(versions[0]);
  if (Object.hasOwn(record(subresources ?? {}), 'status')) {
    throw new Error(`${file} has a status that is written apart`);
  }
  const { properties, ...rest } = record(record(schema)['openAPIV3Schema']);
  const { apiVersion: _, kind: __, metadata: ___, ...own } = record(properties);
  return structureOf({ ...rest, properties: own }, durationsIn(folder));
}

/** The JSON names of all fields of the type metav1.Duration: an object with a bad one is read by nothing. */
function durationsIn(folder: string): ReadonlySet<string> {
  const types = join(folder, 'pkg/apis/velero/v1');
  const sources = readdirSync(types).filter((name) => name.endsWith('_types.go'));
  const fields = sources.flatMap((name) => {
    const text = readFileSync(join(types, name), 'utf8');
    return [...text.matchAll(/\bmetav1\.Duration\s+`json:"(\w+)/g)].map(([, field = '']) => field);
  });
  return new Set(fields);
}
