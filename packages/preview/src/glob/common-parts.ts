import { type AlternativesNode, equalNodes, type Node, type PatternNode } from './syntax-tree.js';

/** `{ab*,ac*}` as `a{b,c}*`, as gobwas does it; undefined where the alternatives share no end. */
export function extractCommon(node: AlternativesNode): PatternNode | undefined {
  const patterns = node.children.flatMap((child) => (child.kind === 'pattern' ? [child] : []));
  if (patterns.length !== node.children.length) return undefined;
  const { left, right } = commonEnds(patterns);
  if (left.length === 0 && right.length === 0) return undefined;
  const rests: Node[] = [];
  for (const { children } of patterns) {
    const rest = children.slice(left.length, children.length - right.length);
    const next: Node =
      rest.length === 0 ? { kind: 'nothing' } : { kind: 'pattern', children: rest };
    if (!rests.some((one) => equalNodes(one, next))) rests.push(next);
  }
  return {
    kind: 'pattern',
    children: [...asPattern(left), ...middle(rests), ...asPattern(right)],
  };
}

function asPattern(children: readonly Node[]): Node[] {
  return children.length === 0 ? [] : [{ kind: 'pattern', children }];
}

function middle(rests: readonly Node[]): Node[] {
  const [only, another] = rests;
  if (only === undefined) return [];
  if (another !== undefined) return [{ kind: 'alternatives', children: rests }];
  return only.kind === 'nothing' ? [] : [only];
}

interface Ends {
  readonly left: readonly Node[];
  readonly right: readonly Node[];
}

function commonEnds(patterns: readonly PatternNode[]): Ends {
  const [first] = patterns;
  if (first === undefined || patterns.length === 1) return { left: [], right: [] };
  const least = patterns.reduce((a, b) => (b.children.length < a.children.length ? b : a), first);
  const others = patterns.filter((pattern) => pattern !== least).map(({ children }) => children);
  const { children } = least;
  const left: Node[] = [];
  const right: Node[] = [];
  let atLeft = true;
  let atRight = true;
  for (let index = 0; left.length + right.length < children.length; index += 1) {
    const end = children.length - 1 - index;
    if (end < 0 || (!atLeft && !atRight)) break;
    for (const other of others) {
      if (!atLeft && !atRight) break;
      atLeft &&= isSame(children[index], other[index]);
      atRight &&= !(atLeft && end <= index);
      atRight &&= isSame(children[end], other[end + other.length - children.length]);
    }
    if (atLeft) left.push(...children.slice(index, index + 1));
    if (atRight) right.unshift(...children.slice(end, end + 1));
  }
  return { left, right };
}

function isSame(a: Node | undefined, b: Node | undefined): boolean {
  return a !== undefined && b !== undefined && equalNodes(a, b);
}
