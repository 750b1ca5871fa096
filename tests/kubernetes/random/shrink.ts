/** Makes a case on which two sides differ as small as it gets. */
import type { VectorSpec } from '../../preview/protocol.js';
import { keyOf, type LabObject } from '../lab-object.js';

export interface Case {
  readonly objects: readonly LabObject[];
  readonly spec: VectorSpec;
}

/** Tells whether the two sides differ on a case. */
export type Differs = (tried: Case) => Promise<boolean>;

/**
 * Takes one thing after the other away as long as the sides still differ: objects, entries and fields of
 * the spec, labels and details of objects. No single step makes the result smaller.
 */
export async function shrink(found: Case, differs: Differs): Promise<Case> {
  let smallest = found;
  for (let next = await step(smallest, differs); next !== undefined; ) {
    smallest = next;
    next = await step(smallest, differs);
  }
  return smallest;
}

async function step(from: Case, differs: Differs): Promise<Case | undefined> {
  for (const tried of smallerCases(from)) if (await differs(tried)) return tried;
  return undefined;
}

function* smallerCases(from: Case): Generator<Case> {
  for (const half of halves(from.objects)) yield { ...from, objects: closed(half) };
  for (const index of from.objects.keys())
    yield { ...from, objects: closed(from.objects.filter((_, at) => at !== index)) };
  for (const spec of smallerSpecs(from.spec)) yield { ...from, spec };
  for (const [index, object] of from.objects.entries())
    for (const simpler of simplerObjects(object))
      yield { ...from, objects: from.objects.map((old, at) => (at === index ? simpler : old)) };
}

function halves<T>(list: readonly T[]): (readonly T[])[] {
  if (list.length < 4) return [];
  const middle = Math.floor(list.length / 2);
  return [list.slice(middle), list.slice(0, middle)];
}

/** Without what lies in a namespace that is not there. */
function closed(objects: readonly LabObject[]): readonly LabObject[] {
  const namespaces = new Set(
    objects.flatMap(({ kind, name }) => (kind === 'Namespace' ? [name] : [])),
  );
  return objects.filter(({ namespace }) => namespace === null || namespaces.has(namespace));
}

function* smallerSpecs(spec: VectorSpec): Generator<VectorSpec> {
  for (const [field, value] of Object.entries(spec)) {
    if (value === null) continue;
    yield { ...spec, [field]: null };
    if (Array.isArray(value))
      for (const index of value.keys())
        yield { ...spec, [field]: value.filter((_, at) => at !== index) };
    else if (typeof value === 'object')
      for (const key of Object.keys(value)) yield { ...spec, [field]: without(value, key) };
  }
}

function* simplerObjects(object: LabObject): Generator<LabObject> {
  for (const key of Object.keys(object.labels))
    yield { ...object, labels: without(object.labels, key) };
  for (const field of ['deletionTimestamp', 'subjects', 'spec', 'status'] as const)
    if (object[field] !== undefined) yield without(object, field);
  for (const key of Object.keys(object.spec ?? {}))
    yield { ...object, spec: without(object.spec ?? {}, key) };
}

function without<T extends object>(value: T, key: string): T {
  const { [key as keyof T]: _, ...rest } = value;
  return rest as T;
}

/** The case as one of the preview's vectors, to be added to them. */
export function vectorOf(
  { objects, spec }: Case,
  answer: { readonly phase: string; readonly keys: readonly string[] },
): object {
  const own = new Set(objects.map(keyOf));
  return {
    name: 'found-by-npm-run-e2e',
    spec: { ...spec, ttl: null },
    objects,
    by_version: {
      'v1.18.3': { status: answer.phase, included: answer.keys.filter((key) => own.has(key)) },
    },
  };
}
