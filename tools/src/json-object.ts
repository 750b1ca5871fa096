/** A JSON object, whose fields may hold anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells a JSON object from everything else, lists included. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
