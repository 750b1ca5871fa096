import { appendPointer } from '@k8s-backup-target/schema/internal';
import { hasFormat } from './format.js';
import { isMembers, type Members, type Structure } from './schema/structure.js';
import type { StructureFault, StructureRule } from './structure-fault.js';

/** A value as it is stored, and the faults in it. */
interface JudgedValue {
  readonly stored: unknown;
  readonly faults: readonly StructureFault[];
}

/** Judges a value by its schema, in the order of an API server: it drops, sets defaults, and then validates. */
export function judgeValue(value: unknown, structure: Structure, path: string): JudgedValue {
  if (value === null && structure.nullable === true) return { stored: value, faults: [] };
  const found = typeOf(value);
  if (!fits(found, structure.type)) {
    const message = `must be ${TYPES[structure.type ?? ''] ?? structure.type}, not ${TYPES[found]}`;
    return refusal(value, 'wrong-type', path, message);
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

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function fits(found: string, wanted: string | undefined): boolean {
  return wanted === undefined || found === wanted || (found === 'integer' && wanted === 'number');
}

function judgeList(value: readonly unknown[], structure: Structure, path: string): JudgedValue {
  const { items = {}, minItems = 0 } = structure;
  const judged = value.map((item, index) => judgeValue(item, items, `${path}/${index}`));
  const isShort = value.length < minItems;
  const short = isShort ? [fault('too-few-items', path, `must have ${minItems} item or more`)] : [];
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
    if (schema === 'dropped') faults.push(unknownField(at, name, structure));
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

function unknownField(path: string, name: string, { properties = {} }: Structure): StructureFault {
  return {
    ...fault('unknown-field', path, `is unknown: the API server drops the ${name} field`),
    fate: 'pruned',
    known: Object.keys(properties),
  };
}

function missingFields(value: Members, structure: Structure, path: string): StructureFault[] {
  const { required = [], properties = {} } = structure;
  return required
    .filter((name) => !Object.hasOwn(value, name) && properties[name]?.default === undefined)
    .map((name) => fault('missing-field', path, `lacks the field ${name}, which is required`));
}

function judgeScalar(value: unknown, structure: Structure, path: string): JudgedValue {
  const { enum: allowed, format } = structure;
  if (allowed !== undefined && !allowed.includes(value)) {
    return refusal(value, 'unknown-value', path, `must be ${listed(allowed)}`);
  }
  if (typeof value === 'string' && !hasFormat(value, format)) {
    return refusal(value, 'wrong-format', path, `is not ${FORMATS[format ?? ''] ?? format}`);
  }
  return { stored: value, faults: [] };
}

const FORMATS: Readonly<Record<string, string>> = {
  byte: 'base64',
  'date-time': 'a time such as 2026-01-31T02:00:00Z',
};

function listed(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ');
}

function refusal(value: unknown, rule: StructureRule, path: string, message: string): JudgedValue {
  return { stored: value, faults: [fault(rule, path, message)] };
}

function fault(rule: StructureRule, path: string, message: string): StructureFault {
  return { rule, fate: 'refused', path, message, known: [], belongsAt: null };
}
