/** What an API server judges an object by: a CustomResourceDefinition's schema without its prose. */
export type Structure = Readonly<Record<string, unknown>>;

/** Keywords that decide what is refused, pruned or taken. The others are prose, or about merging. */
const JUDGING: readonly string[] = [
  'additionalProperties',
  'default',
  'enum',
  'format',
  'items',
  'minItems',
  'nullable',
  'properties',
  'required',
  'type',
  'x-kubernetes-preserve-unknown-fields',
];

/** Keywords that are left out: nothing is judged by them. */
const SILENT: readonly string[] = [
  'description',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
];

/**
 * A schema without its prose.
 *
 * @param durations the names of fields that Velero reads as durations, which the schema calls strings: they get
 *   `x-velero-duration`.
 * @throws Error for a keyword that the judgement of objects does not know.
 */
export function structureOf(schema: Structure, durations: ReadonlySet<string>): Structure {
  const unknown = Object.keys(schema).find((key) => ![...JUDGING, ...SILENT].includes(key));
  if (unknown !== undefined) throw new Error(`the judgement of objects does not know ${unknown}`);
  const kept = Object.entries(schema).filter(([key]) => JUDGING.includes(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, keywordOf(key, value, durations)] as const),
  );
}

function keywordOf(key: string, value: unknown, durations: ReadonlySet<string>): unknown {
  if (key === 'items') return structureOf(record(value), durations);
  if (key === 'additionalProperties')
    return value === true ? {} : structureOf(record(value), durations);
  if (key !== 'properties') return value;
  return Object.fromEntries(
    Object.entries(record(value)).map(([name, property]) => {
      const structure = structureOf(record(property), durations);
      const isDuration = durations.has(name) && structure['type'] === 'string';
      return [name, isDuration ? { ...structure, 'x-velero-duration': true } : structure];
    }),
  );
}

/** @throws Error where it is not an object. */
export function record(value: unknown): Structure {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${JSON.stringify(value)} is not an object`);
  }
  return { ...value };
}
