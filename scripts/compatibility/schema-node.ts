import { isJsonObject, type JsonObject } from '@k8s-backup-target/tools/json-object';

/** A JSON Schema as this gate reads it: any JSON, asked for one keyword at a time. */
export type SchemaNode = JsonObject;

/** An absent schema accepts whatever there is; `false`, outside of the dialect, nothing. */
export function nodeOf(value: unknown): SchemaNode {
  if (value === false) return { not: {} };
  return isJsonObject(value) ? value : {};
}

/** The named schemas below a keyword such as `properties`. */
export function namedNodes(node: SchemaNode, keyword: string): ReadonlyMap<string, SchemaNode> {
  const value = node[keyword];
  return new Map(
    isJsonObject(value) ? Object.entries(value).map(([name, child]) => [name, nodeOf(child)]) : [],
  );
}

/** The texts below a keyword such as `required`; a single text is a list of one. */
export function texts(node: SchemaNode, keyword: string): ReadonlySet<string> {
  const value = node[keyword];
  const list = Array.isArray(value) ? value : [value];
  return new Set(list.filter((item) => typeof item === 'string'));
}

/** The values below a keyword such as `examples`. */
export function values(node: SchemaNode, keyword: string): readonly unknown[] {
  const value = node[keyword];
  return Array.isArray(value) ? value : [];
}
