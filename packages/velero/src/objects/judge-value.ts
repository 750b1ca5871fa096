import { appendPointer } from '@k8s-backup-target/schema/internal';
import { missedFormat } from './format.js';
import * as templates from './generated/object-templates.js';
import { isMembers, type Members, type Structure } from './schema/structure.js';
import { refusedFor, type StructureFault } from './structure-fault.js';
import { unknownField } from './unknown-field.js';

/** A value as it is stored, and the faults in it. */
interface JudgedValue {
  readonly stored: unknown;
  readonly faults: readonly StructureFault[];
}

/** Judges a value by its schema, in the order of an API server: it drops, sets defaults, and then validates. */
export function judgeValue(value: unknown, structure: Structure, path: string): JudgedValue {
  if (value === null && structure.nullable === true) return { stored: value, faults: [] };
  const found = typeOf(value);
  const { type = found } = structure;
  if (!fits(found, type)) {
    const values = { expected: named(type), found: named(found) };
    return { stored: value, faults: [refusedFor(templates.wrongTypeValue, path, values)] };
  }
  if (Array.isArray(value)) return judgeList(value, structure, path);
  if (isMembers(value)) return judgeMembers(value, structure, path);
  return judgeScalar(value, structure, path);
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};

function named(type: string): string {
  return TYPES[type] ?? type;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function fits(found: string, wanted: string): boolean {
  return found === wanted || (found === 'integer' && wanted === 'number');
}

function judgeList(value: readonly unknown[], structure: Structure, path: string): JudgedValue {
  const { items = {}, minItems = 0 } = structure;
  const judged = value.map((item, index) => judgeValue(item, items, `${path}/${index}`));
  const isShort = value.length < minItems;
  const short = isShort
    ? [refusedFor(templates.tooFewItemsList, path, { limit: String(minItems) })]
    : [];
  return {
    stored: judged.map(({ stored }) => stored),
    faults: [...short, ...judged.flatMap(({ faults }) => faults)],
  };
}

function judgeMembers(value: Members, structure: Structure, path: string): JudgedValue {
  const kept: [string, unknown][] = [];
  const faults: StructureFault[] = [];
  for (const [name, member] of Object.entries(value)) {
    const at = appendPointer(path, name);
    const schema = memberSchema(name, structure);
    if (schema === 'dropped') faults.push(unknownIn(at, name, structure));
    else if (schema === 'kept') kept.push([name, member]);
    else if (!isUnset(member, schema)) {
      const judged = judgeValue(member, schema, at);
      kept.push([name, judged.stored]);
      faults.push(...judged.faults);
    }
  }
  const stored = Object.fromEntries(kept);
  return { stored, faults: [...missingFields(stored, structure, path), ...faults] };
}

function memberSchema(name: string, structure: Structure): Structure | 'kept' | 'dropped' {
  const { properties = {}, additionalProperties } = structure;
  const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
  if (own !== undefined) return own;
  const keeps = structure['x-kubernetes-preserve-unknown-fields'] === true;
  return keeps || structure.type === undefined ? 'kept' : 'dropped';
}

/** Null in a field that is not nullable is dropped, or replaced by the default: either way, it is not set. */
function isUnset(value: unknown, { nullable = false }: Structure): boolean {
  return value === null && !nullable;
}

function unknownIn(path: string, key: string, { properties = {} }: Structure): StructureFault {
  return unknownField({ path, key, known: Object.keys(properties), belongsAt: null });
}

function missingFields(value: Members, structure: Structure, path: string): StructureFault[] {
  const { required = [], properties = {} } = structure;
  return required
    .filter((name) => !Object.hasOwn(value, name) && properties[name]?.default === undefined)
    .map((key) => ({ ...refusedFor(templates.missingFieldField, path, { key }), key }));
}

function judgeScalar(value: unknown, structure: Structure, path: string): JudgedValue {
  const { enum: allowed, format } = structure;
  if (allowed !== undefined && !allowed.includes(value)) {
    const values = { values: listed(allowed) };
    return { stored: value, faults: [refusedFor(templates.unknownValueValue, path, values)] };
  }
  const expected = typeof value === 'string' ? missedFormat(value, format) : undefined;
  if (expected !== undefined) {
    return { stored: value, faults: [refusedFor(templates.wrongFormatText, path, { expected })] };
  }
  return { stored: value, faults: [] };
}

function listed(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ');
}
