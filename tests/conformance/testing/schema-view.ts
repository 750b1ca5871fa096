/** A view of the contract that is compiled from any schema at run time, for the mutation check. */
import { isJsonObject } from '@k8s-backup-target/tools/json-object';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { contractType } from '../../../packages/schema/src/contract-type.js';
import type { View } from '../../../packages/schema/src/view.js';

/** A JSON Schema document, or a part of one. */
export interface SchemaObject {
  readonly [keyword: string]: unknown;
}

/** Compiles the view of `schema`; `closed` refuses unknown keys, as the write view does. */
export function schemaView(schema: SchemaObject, closed: boolean): View {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(closed ? close(schema) : schema, 'contract');
  return {
    ProviderAppData: typeOf(ajv, schema, 'contract'),
    BackupTargetEntry: typeOf(ajv, schema, 'contract#/$defs/BackupTargetEntry'),
  };
}

// The type parameter of a contract type is what its reader relies on; a mutant promises nothing.
function typeOf<T>(ajv: Ajv2020, schema: SchemaObject, reference: string) {
  const validator: ValidateFunction = ajv.compile({ $ref: reference });
  const node = { $ref: reference.replace('contract', '') };
  return contractType<T>(
    validator as never,
    (value) => normalize(value, node, schema) as ReturnType<Parameters<typeof contractType<T>>[1]>,
    () => false,
  );
}

/** The known keys in schema order, null where unset, as the generated normalisers write them. */
function normalize(value: unknown, node: SchemaObject, root: SchemaObject): unknown {
  const { $ref, properties, items } = node;
  if (typeof $ref === 'string') return normalize(value, resolve($ref, root), root);
  if (Array.isArray(value) && isJsonObject(items))
    return value.map((item) => normalize(item, items, root));
  if (!isJsonObject(value) || !isJsonObject(properties)) return value;
  const fields = Object.entries(properties).map(([key, property]) => {
    const field = Object.hasOwn(value, key) ? value[key] : null;
    return [key, isJsonObject(property) ? normalize(field, property, root) : field];
  });
  return Object.fromEntries(fields);
}

function resolve(pointer: string, root: SchemaObject): SchemaObject {
  let node: unknown = root;
  for (const key of pointer.split('/').slice(1)) node = isJsonObject(node) ? node[key] : undefined;
  if (!isJsonObject(node)) throw new Error(`no schema at ${pointer}`);
  return node;
}

/** A copy in which every object with known properties refuses the others. */
function close(node: unknown): SchemaObject {
  const closed = Object.entries(node as SchemaObject).map(([key, value]) => [
    key,
    isJsonObject(value) ? close(value) : value,
  ]);
  const result = Object.fromEntries(closed);
  return 'properties' in result ? { ...result, additionalProperties: false } : result;
}
