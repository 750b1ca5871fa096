/**
 * Compares a schema with the released one, keyword by keyword.
 *
 * A change passes if whatever the released schema accepts stays acceptable, and every field and
 * definition that code may name stays there. So an optional field may be added, and a rule be relaxed:
 * whether older readers can bear what a relaxed rule lets through is left to review. A keyword that no
 * rule judges may not change at all: what narrows it is not yet defined.
 */
// The source file, which imports nothing: what checks the schema needs no build of what is made from it.
import { sameJson } from '../../packages/schema/src/same-json.js';
import { type Break, type ReviewedWidening, under } from './break.js';
import { changedPattern } from './changed-pattern.js';
import { JUDGED_KEYWORDS, lengthRule, requiredRule, typeRule } from './keyword-rules.js';
import { namedNodes, nodeOf, type SchemaNode } from './schema-node.js';

const ANNOTATIONS = new Set(['title', 'description', 'examples', 'x-published-when-unset']);
const STRUCTURE = ['$defs', 'properties', 'additionalProperties', 'items', 'pattern'];
const JUDGED = new Set([...ANNOTATIONS, ...STRUCTURE, ...JUDGED_KEYWORDS]);

type Widening = Pick<ReviewedWidening, 'pointer' | 'from' | 'to'>;

/** Lists everything by which `current` breaks with `released`; an empty list means that it does not. */
export function compareSchemas(
  released: unknown,
  current: unknown,
  reviewed: readonly Widening[] = [],
): Break[] {
  return new Comparison(nodeOf(released), nodeOf(current), reviewed).breaks();
}

class Comparison {
  readonly #released: SchemaNode;
  readonly #current: SchemaNode;
  readonly #reviewed: readonly Widening[];
  /** The pairs of nodes with a reference that were compared: a schema may refer to itself. */
  readonly #seen = new Set<string>();

  constructor(released: SchemaNode, current: SchemaNode, reviewed: readonly Widening[]) {
    this.#released = released;
    this.#current = current;
    this.#reviewed = reviewed;
  }

  breaks(): Break[] {
    const current = namedNodes(this.#current, '$defs');
    const definitions = [...namedNodes(this.#released, '$defs')].flatMap(([name, definition]) => {
      const pointer = under('', '$defs', name);
      const counterpart = current.get(name);
      return counterpart === undefined
        ? [{ pointer, reason: 'the definition was removed or renamed: code names its type' }]
        : this.#node(definition, counterpart, pointer);
    });
    return [...this.#node(this.#released, this.#current, ''), ...definitions];
  }

  #node(releasedNode: SchemaNode, currentNode: SchemaNode, pointer: string): Break[] {
    const pair = this.#resolve(releasedNode, currentNode);
    if (pair === undefined) return [];
    const [released, current] = pair;
    return [
      ...typeRule(released, current, pointer),
      ...requiredRule(released, current, pointer),
      ...lengthRule(released, current, pointer),
      ...this.#pattern(released, current, pointer),
      ...this.#properties(released, current, pointer),
      ...this.#otherKeys(released, current, pointer),
      ...this.#items(released, current, pointer),
      ...unjudgedKeywords(released, current, pointer),
    ];
  }

  /** The nodes with their references followed; undefined for a pair that was compared before. */
  #resolve(released: SchemaNode, current: SchemaNode): [SchemaNode, SchemaNode] | undefined {
    const [{ $ref: before, ...releasedRest }, { $ref: now, ...currentRest }] = [released, current];
    if (before === undefined && now === undefined) return [released, current];
    // The definition of that name is compared by itself, so here only what is next to it.
    if (before === now) return [releasedRest, currentRest];
    const pair = JSON.stringify([released, current]);
    if (this.#seen.has(pair)) return undefined;
    this.#seen.add(pair);
    return [followed(released, this.#released), followed(current, this.#current)];
  }

  #pattern(released: SchemaNode, current: SchemaNode, parent: string): Break[] {
    const pointer = under(parent, 'pattern');
    const reason = changedPattern(released, current, (from, to) =>
      this.#reviewed.some(
        (widening) => widening.pointer === pointer && widening.from === from && widening.to === to,
      ),
    );
    return reason === undefined ? [] : [{ pointer, reason }];
  }

  #properties(released: SchemaNode, current: SchemaNode, parent: string): Break[] {
    const now = namedNodes(current, 'properties');
    const before = namedNodes(released, 'properties');
    const added = [...now].filter(([name]) => !before.has(name));
    const kept = [...before].flatMap(([name, node]) => {
      const counterpart = now.get(name);
      const pointer = under(parent, 'properties', name);
      if (counterpart !== undefined) return this.#node(node, counterpart, pointer);
      return [{ pointer, reason: `the field was removed${renamed(node, added)}: peers use it` }];
    });
    // Where the other keys are a map's, an added name takes a key from the map.
    const values = released['additionalProperties'];
    if (values === undefined) return kept;
    const taken = added.flatMap(([name, node]) =>
      this.#node(nodeOf(values), node, under(parent, 'properties', name)),
    );
    return [...kept, ...taken];
  }

  #otherKeys(released: SchemaNode, current: SchemaNode, parent: string): Break[] {
    const now = current['additionalProperties'];
    if (now === undefined) return [];
    const before = nodeOf(released['additionalProperties']);
    return this.#node(before, nodeOf(now), under(parent, 'additionalProperties'));
  }

  #items(released: SchemaNode, current: SchemaNode, parent: string): Break[] {
    if (current['items'] === undefined) return [];
    return this.#node(nodeOf(released['items']), nodeOf(current['items']), under(parent, 'items'));
  }
}

/** The node that a reference names, with what is alongside the reference; itself if none is found. */
function followed(node: SchemaNode, document: SchemaNode): SchemaNode {
  const { $ref: reference, ...siblings } = node;
  const name = /^#\/\$defs\/([^/]+)$/.exec(String(reference))?.[1];
  const target = name === undefined ? undefined : namedNodes(document, '$defs').get(name);
  return target === undefined ? node : { ...target, ...siblings };
}

function unjudgedKeywords(released: SchemaNode, current: SchemaNode, pointer: string): Break[] {
  return [...new Set([...Object.keys(released), ...Object.keys(current)])]
    .filter((keyword) => !JUDGED.has(keyword) && !sameJson(released[keyword], current[keyword]))
    .map((keyword) => ({
      pointer: under(pointer, keyword),
      reason: `${keyword} was ${changeOf(released[keyword], current[keyword])}: no such change is known to be harmless`,
    }));
}

function changeOf(before: unknown, now: unknown): string {
  if (before === undefined) return 'added';
  return now === undefined ? 'removed' : 'changed';
}

/** Names the added field that says the same as a removed one, which is then likely its new name. */
function renamed(node: SchemaNode, added: readonly (readonly [string, SchemaNode])[]): string {
  const successor = added.find(([, other]) => sameJson(rulesOf(node), rulesOf(other)));
  return successor === undefined ? '' : ` or renamed to "${successor[0]}"`;
}

function rulesOf(node: SchemaNode): SchemaNode {
  return Object.fromEntries(Object.entries(node).filter(([keyword]) => !ANNOTATIONS.has(keyword)));
}
