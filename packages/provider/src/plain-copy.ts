/** Deeper values are left out: the contract nests less, so they are refused where they begin. */
const MOST_LEVELS = 20;

/**
 * Copies a value, reading each property once: a getter or a proxy may answer differently at each read, and
 * what is checked must be what is published. What is not plain data (a Map, an instance of a class) becomes an
 * instance of nothing with the same name, to be refused.
 *
 * @throws whatever a getter or a proxy throws.
 */
export function plainCopy(value: unknown): unknown {
  return copy(value, new Map(), MOST_LEVELS);
}

/** `copied` keeps a value that holds itself, or one thing many times, as it is. */
function copy(value: unknown, copied: Map<object, unknown>, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (copied.has(value)) return copied.get(value);
  if (Array.isArray(value)) return copyArray(value, copied, levels);
  if (!isPlain(value)) return instanceNamed(value.constructor?.name);
  return copyObject(value, copied, levels);
}

function copyArray(
  value: readonly unknown[],
  copied: Map<object, unknown>,
  levels: number,
): unknown[] {
  const items: unknown[] = [];
  if (levels === 0) return items;
  copied.set(value, items);
  for (const item of value) items.push(copy(item, copied, levels - 1));
  return items;
}

function copyObject(value: object, copied: Map<object, unknown>, levels: number): object {
  const fields: object = {};
  if (levels === 0) return fields;
  copied.set(value, fields);
  for (const key of Object.keys(value)) {
    const item = copy(Reflect.get(value, key), copied, levels - 1);
    // Not by assignment, which would take the key `__proto__` for the prototype.
    Object.defineProperty(fields, key, { value: item, enumerable: true });
  }
  return fields;
}

/** An object literal of this realm or another, or an object without a prototype. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function instanceNamed(name: unknown): object {
  const prototype = Object.defineProperty({}, 'constructor', { value: { name: String(name) } });
  return Object.create(prototype);
}
