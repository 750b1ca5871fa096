/** Values of a YAML document as Go's yaml.v3 puts them into fields of known types. */
import { NULL_NODE, YamlFault, type YamlMap, type YamlNode } from './node.js';

/** True for null and for nothing. */
export function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.tag === 'null';
}

/**
 * A text; undefined for null. Numbers, dates and the like are taken as they are written.
 *
 * @throws YamlFault for a list or a map.
 */
export function textOf(node: YamlNode, name: string): string | undefined {
  if (node.kind !== 'scalar') throw new YamlFault(`${name} is not a text`);
  return node.tag === 'null' ? undefined : node.text;
}

/**
 * The items of a list; none for null.
 *
 * @throws YamlFault for anything else.
 */
export function itemsOf(node: YamlNode, name: string): readonly YamlNode[] {
  if (isNull(node)) return [];
  if (node.kind !== 'list') throw new YamlFault(`${name} is not a list`);
  return node.items;
}

/** A list of texts. Items that are null are dropped. */
export function textsOf(node: YamlNode, name: string): readonly string[] {
  return itemsOf(node, name).flatMap((item) => textOf(item, `an entry of ${name}`) ?? []);
}

/** A map of texts; undefined for null. Keys that are null are dropped, values that are null are empty. */
export function textMapOf(
  node: YamlNode,
  name: string,
): Readonly<Record<string, string>> | undefined {
  if (isNull(node)) return undefined;
  const entries = mapOf(node, name).entries.flatMap(([key, value]): [string, string][] => {
    const text = textOf(key, `a key of ${name}`);
    return text === undefined ? [] : [[text, textOf(value, `a value of ${name}`) ?? '']];
  });
  return Object.fromEntries(entries);
}

/**
 * The fields of a map, of which null has none.
 *
 * @throws YamlFault for a field that is not among `known`.
 */
export function fieldsOf<Name extends string>(
  node: YamlNode,
  name: string,
  known: readonly Name[],
): (field: Name) => YamlNode {
  const fields = new Map<string, YamlNode>();
  const { entries } = isNull(node) ? { entries: [] } : mapOf(node, name);
  for (const [key, value] of entries) {
    const field = textOf(key, `a key of ${name}`);
    if (field === undefined) continue;
    if (!known.some((one) => one === field)) {
      throw new YamlFault(`${name} has the field ${JSON.stringify(field)}, which is not known`);
    }
    fields.set(field, value);
  }
  return (field) => fields.get(field) ?? NULL_NODE;
}

function mapOf(node: YamlNode, name: string): YamlMap {
  if (node.kind !== 'map') throw new YamlFault(`${name} is not a map`);
  return node;
}
