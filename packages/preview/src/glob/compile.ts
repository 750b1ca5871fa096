import { extractCommon } from './common-parts.js';
import { AnyOf } from './compound-matchers.js';
import { glue, minimize } from './glue.js';
import { List, Range, Single } from './letter-matchers.js';
import { ANY_LENGTH, type Matcher } from './matcher.js';
import { optimize } from './optimize.js';
import { Nothing, Super, Text } from './simple-matchers.js';
import type { AlternativesNode, Node, PatternNode } from './syntax-tree.js';
import { Tree } from './tree-matcher.js';

/** The matcher that gobwas/glob builds for a pattern, with all that it gets wrong. */
export function compile(node: Node): Matcher {
  switch (node.kind) {
    case 'alternatives':
      return compileAlternatives(node);
    case 'pattern':
      return compilePattern(node);
    case 'list':
      return optimize(new List(node.letters, node.not));
    case 'range':
      return new Range(node.low, node.high, node.not);
    case 'text':
      return new Text(node.text);
    case 'single':
      return new Single();
    case 'nothing':
      return new Nothing();
    case 'any':
    case 'super':
      return new Super();
  }
}

function compileAlternatives(node: AlternativesNode): Matcher {
  const common = extractCommon(node);
  if (common !== undefined) return compile(common);
  return new AnyOf(node.children.map((child) => optimize(compile(child))));
}

function compilePattern({ children }: PatternNode): Matcher {
  if (children.length === 0) return new Nothing();
  return optimize(join(minimize(children.map((child) => optimize(compile(child))))));
}

/** A tree with the longest part of a static length in the middle, the last such part where several are. */
function join(matchers: readonly Matcher[]): Matcher {
  const [first, ...rest] = matchers;
  if (first === undefined) return new Nothing();
  if (rest.length === 0) return first;
  const glued = glue(matchers);
  if (glued !== undefined) return glued;
  const longest = Math.max(...matchers.map(({ length }) => length));
  const middle = matchers.findLastIndex(({ length }) => length === longest);
  const value = matchers[middle];
  if (longest === ANY_LENGTH || value === undefined) return new Tree(first, undefined, join(rest));
  return new Tree(value, side(matchers.slice(0, middle)), side(matchers.slice(middle + 1)));
}

function side(matchers: readonly Matcher[]): Matcher | undefined {
  return matchers.length === 0 ? undefined : join(matchers);
}
