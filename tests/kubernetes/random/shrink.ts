/** Makes a case on which two sides differ as small as it gets. */
import type { AskedBackup } from '../asked-backup.js';
import { keyOf, type LabObject } from '../lab-object.js';
import { POLICY_REFERENCE, policyConfigMap } from '../policy.js';

export interface Case extends AskedBackup {
  readonly objects: readonly LabObject[];
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
  for (const backup of smaller(from.backup)) yield { ...from, backup };
  if (from.policy !== null) {
    yield { ...from, policy: null };
    for (const policy of smaller(from.policy)) yield { ...from, policy };
  }
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

/** The value with one part less, however deep. */
function* smaller<Value>(value: Value): Generator<Value> {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    yield withoutPart(value, key);
    for (const part of smaller(Reflect.get(value, key))) yield withPart(value, key, part);
  }
}

function withoutPart<Value extends object>(value: Value, key: string): Value {
  return Array.isArray(value)
    ? (value.filter((_, index) => String(index) !== key) as unknown as Value)
    : without(value, key);
}

function withPart<Value extends object>(value: Value, key: string, part: unknown): Value {
  return Array.isArray(value)
    ? (value.map((item, index) => (String(index) === key ? part : item)) as unknown as Value)
    : { ...value, [key]: part };
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
  { objects, backup, policy }: Case,
  answer: { readonly phase: string; readonly keys: readonly string[] },
): object {
  const own = new Set(objects.map(keyOf));
  return {
    name: 'found-by-npm-run-e2e',
    backup: policy === null ? backup : { ...backup, resourcePolicy: POLICY_REFERENCE },
    ...(policy === null ? {} : { configmaps: [policyConfigMap(policy)] }),
    objects,
    by_version: {
      'v1.18.3': { status: answer.phase, included: answer.keys.filter((key) => own.has(key)) },
    },
  };
}
