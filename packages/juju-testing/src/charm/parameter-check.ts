/** An action's parameters against the JSON Schema that its charm declares for them. */

/** A JSON Schema, of which `type`, `enum`, `required`, `properties`, `additionalProperties` and `items` count. */
export type ParameterSchema = Readonly<Record<string, unknown>>;

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: isObject,
  null: (value) => value === null,
};

/**
 * What is wrong with a value, in Juju's words: one sentence per fault, empty if it fits.
 *
 * @param path where the value is, `(root)` for the parameters as a whole
 */
export function parameterFaults(
  schema: ParameterSchema,
  value: unknown,
  path: string = '(root)',
): readonly string[] {
  const faults = [
    ...typeFaults(schema, value),
    ...choiceFaults(schema, value),
    ...(isObject(value) ? propertyFaults(schema, value) : []),
  ].map((fault) => `${path} : ${fault}, given ${JSON.stringify(value)}`);
  return [...faults, ...innerFaults(schema, value, path)];
}

function typeFaults({ type }: ParameterSchema, value: unknown): readonly string[] {
  const types = [type].flat().filter((name) => typeof name === 'string');
  if (types.length === 0 || types.some((name) => TYPES[name]?.(value) ?? true)) return [];
  return [`must be of type ${types.join(' or ')}`];
}

function choiceFaults({ enum: choices }: ParameterSchema, value: unknown): readonly string[] {
  if (!Array.isArray(choices)) return [];
  const texts = choices.map((choice) => JSON.stringify(choice));
  return texts.includes(JSON.stringify(value))
    ? []
    : [`must match one of the enum values [${texts.join(', ')}]`];
}

function propertyFaults(
  { required, properties, additionalProperties }: ParameterSchema,
  value: ParameterSchema,
): readonly string[] {
  const needed = Array.isArray(required) ? required.map(String) : [];
  const missing = needed.filter((name) => !Object.hasOwn(value, name));
  const known = isObject(properties) ? properties : {};
  const extra = Object.keys(value).filter(
    (name) => additionalProperties === false && !Object.hasOwn(known, name),
  );
  return [
    ...missing.map((name) => `"${name}" property is missing and required`),
    ...extra.map((name) => `additional property "${name}" is not allowed`),
  ];
}

function innerFaults(schema: ParameterSchema, value: unknown, path: string): readonly string[] {
  const { properties, additionalProperties, items } = schema;
  if (Array.isArray(value)) {
    if (!isObject(items)) return [];
    return value.flatMap((item, index) => parameterFaults(items, item, `${path}.${index}`));
  }
  if (!isObject(value)) return [];
  const known = isObject(properties) ? properties : {};
  return Object.entries(value).flatMap(([name, inner]) => {
    const schemaOf = Object.hasOwn(known, name) ? known[name] : additionalProperties;
    return isObject(schemaOf) ? parameterFaults(schemaOf, inner, `${path}.${name}`) : [];
  });
}

function isObject(value: unknown): value is ParameterSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
