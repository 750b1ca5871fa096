/** A mapping of YAML, of which nothing else is known. */
export type Mapping = Readonly<Record<string, unknown>>;

/** True for a mapping, which in YAML may be a scalar or a list instead. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is a mapping, and an empty one otherwise. */
export function mapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}
