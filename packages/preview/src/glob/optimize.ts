import { Contains, Prefix, PrefixSuffix, Suffix } from './affix-matchers.js';
import { AnyOf } from './compound-matchers.js';
import { List } from './letter-matchers.js';
import type { Matcher } from './matcher.js';
import { Super, Text } from './simple-matchers.js';
import { Tree } from './tree-matcher.js';

/** gobwas' shortcuts for common forms: `a*`, `*a`, `*a*`, `a*b`. */
export function optimize(matcher: Matcher): Matcher {
  if (matcher instanceof AnyOf && matcher.matchers.length === 1) {
    return matcher.matchers[0] ?? matcher;
  }
  if (matcher instanceof List && !matcher.not && [...matcher.letters].length === 1) {
    return new Text(matcher.letters);
  }
  return matcher instanceof Tree ? optimizeTree(matcher) : matcher;
}

function optimizeTree(tree: Tree): Matcher {
  const [value, rawLeft, rawRight] = tree.parts;
  const left = rawLeft && optimize(rawLeft);
  const right = rawRight && optimize(rawRight);
  const shortcut = value instanceof Text ? affixes(value.text, left, right) : undefined;
  return shortcut ?? new Tree(value, left, right);
}

function affixes(
  text: string,
  left: Matcher | undefined,
  right: Matcher | undefined,
): Matcher | undefined {
  if (left === undefined && right === undefined) return new Text(text);
  if (left instanceof Super && right instanceof Super) return new Contains(text, false);
  if (left instanceof Super && right === undefined) return new Suffix(text);
  if (right instanceof Super && left === undefined) return new Prefix(text);
  if (left === undefined && right instanceof Suffix) return new PrefixSuffix(text, right.suffix);
  if (right === undefined && left instanceof Prefix) return new PrefixSuffix(left.prefix, text);
  return undefined;
}
