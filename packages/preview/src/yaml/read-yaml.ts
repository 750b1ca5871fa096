// Room: YAML as the library reads it that Velero uses. May import no other room.
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments } from 'yaml';
import { YamlFault, type YamlMap, type YamlNode } from './node.js';
import { plainScalar } from './scalar.js';

/** More values than any text of a ConfigMap holds, unless aliases repeat them. */
const MOST_NODES = 200_000;
const DEEPEST = 1000;

/**
 * The first document of a text, as Go's yaml.v3 reads it.
 *
 * @throws YamlFault where it is not YAML, is empty, repeats a key, or is blown up by aliases.
 */
export function readYaml(text: string): YamlNode {
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [document] = Array.isArray(documents) ? documents : [];
  if (document === undefined) throw new YamlFault('is empty');
  const [error] = document.errors;
  if (error !== undefined) throw new YamlFault(`is not YAML: ${error.message.split('\n')[0]}`);
  return new Reader(document).read(document.contents, 0);
}

class Reader {
  readonly #document: Document;
  #nodes = 0;

  constructor(document: Document) {
    this.#document = document;
  }

  read(node: unknown, depth: number): YamlNode {
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES || depth > DEEPEST) throw new YamlFault('holds too many values');
    if (node === null || node === undefined) return plainScalar('');
    if (isAlias(node)) return this.read(this.#targetOf(node), depth + 1);
    if (isScalar(node)) return scalarOf(node.value, node.type, node.tag);
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => this.read(item, depth + 1)) };
    }
    if (isMap(node)) return this.#readMap(node.items, depth);
    throw new YamlFault('holds a value that is not YAML');
  }

  #targetOf(alias: Node): Node {
    const target = isAlias(alias) ? alias.resolve(this.#document) : undefined;
    if (target === undefined) throw new YamlFault('refers to an anchor that is not there');
    return target;
  }

  #readMap(
    pairs: readonly { readonly key: unknown; readonly value: unknown }[],
    depth: number,
  ): YamlMap {
    const entries = pairs.map(
      ({ key, value }) => [this.read(key, depth + 1), this.read(value, depth + 1)] as const,
    );
    const seen = new Set<string>();
    for (const [key] of entries) {
      const text = key.kind === 'scalar' ? key.text : key.kind;
      if (seen.has(text)) throw new YamlFault(`has the key ${JSON.stringify(text)} twice`);
      seen.add(text);
    }
    return { kind: 'map', entries: merged(entries) };
  }
}

function scalarOf(value: unknown, type: string | undefined, tag: string | undefined): YamlNode {
  const text = typeof value === 'string' ? value : '';
  const isText = tag === undefined ? type !== undefined && type !== 'PLAIN' : /:str$/.test(tag);
  return isText ? { kind: 'scalar', tag: 'str', text } : plainScalar(text);
}

type Entries = YamlMap['entries'];

/** Merge keys replaced by what they bring, which never replaces a key that is written. */
function merged(entries: Entries): Entries {
  const isMerge = ([key]: Entries[number]): boolean => key.kind === 'scalar' && key.tag === 'merge';
  if (!entries.some(isMerge)) return entries;
  const own = entries.filter((entry) => !isMerge(entry));
  const brought = entries.filter(isMerge).flatMap(([, value]) => mapsIn(value));
  const all = new Map<string, Entries[number]>();
  for (const entry of [...own, ...brought.flatMap((map) => map.entries)]) {
    const [key] = entry;
    const name = key.kind === 'scalar' ? key.text : key.kind;
    if (!all.has(name)) all.set(name, entry);
  }
  return [...all.values()];
}

function mapsIn(value: YamlNode): readonly YamlMap[] {
  const maps = value.kind === 'list' ? value.items : [value];
  return maps.map((map) => {
    if (map.kind !== 'map') throw new YamlFault('merges a value that is not a map');
    return map;
  });
}
