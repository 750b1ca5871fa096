import schema from '../../../../schema/v0/k8s_backup_target.schema.json' with { type: 'json' };
import { fieldsOf, listOf, textOf } from '../input/fields.js';
import type { ExplanationOf } from './explanation.js';

/** The names of all fields of the contract. */
export function fieldNames(): readonly string[] {
  return Object.values(schema.$defs).flatMap(({ properties }) => Object.keys(properties));
}

/** Explains a field of the contract; undefined if it has none of that name. */
export function explainField(name: string): ExplanationOf<'field'> | undefined {
  for (const [type, { properties }] of Object.entries(schema.$defs)) {
    if (Object.hasOwn(properties, name)) return explained(name, type, properties);
  }
  return undefined;
}

function explained(name: string, type: string, properties: object): ExplanationOf<'field'> {
  const property = fieldsOf(Reflect.get(properties, name));
  const referred = textOf(property['$ref'])?.split('/').at(-1);
  const target = referred === undefined ? property : fieldsOf(Reflect.get(schema.$defs, referred));
  return {
    kind: 'field',
    name,
    type,
    description: textOf(target['description']) ?? '',
    examples: listOf(target['examples']),
  };
}
