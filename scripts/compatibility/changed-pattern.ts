/**
 * Judges a change of a pattern. Whether one pattern takes all that another takes is not decided
 * here: the released examples can prove that it does not, and only a person can say that it does.
 */
import { type SchemaNode, values } from './schema-node.js';

/**
 * Says why the change cannot pass; undefined if it can.
 *
 * @param isReviewed whether the change from one pattern to the other is a reviewed widening
 */
export function changedPattern(
  released: SchemaNode,
  current: SchemaNode,
  isReviewed: (from: string, to: string) => boolean,
): string | undefined {
  const [from, to] = [released['pattern'], current['pattern']];
  if (from === to) return undefined;
  if (typeof to !== 'string') return removedPattern(from, isReviewed);
  if (typeof from !== 'string') return `a pattern was added, where every text was accepted: ${to}`;
  const refused = refusedExample(released, to);
  if (refused !== undefined)
    return `the pattern no longer takes ${JSON.stringify(refused)}, an example of the released schema`;
  if (isReviewed(from, to)) return undefined;
  return (
    `the pattern was changed from ${from} to ${to}. It takes the released examples; whether it takes all ` +
    'else that the released one takes cannot be proved here. If review shows that it does, say so in ' +
    'scripts/compatibility/reviewed-widenings.json'
  );
}

/** Charms in the field keep to the pattern: they refuse, as a reader, what is published without it. */
function removedPattern(
  from: unknown,
  isReviewed: (from: string, to: string) => boolean,
): string | undefined {
  if (typeof from !== 'string' || isReviewed(from, '')) return undefined;
  return (
    `the pattern ${from} was removed: charms in the field refuse what it did not match. If review shows ` +
    'that they can bear it, say so in scripts/compatibility/reviewed-widenings.json, with an empty "to"'
  );
}

function refusedExample(released: SchemaNode, pattern: string): unknown {
  const matcher = new RegExp(pattern, 'u');
  return values(released, 'examples').find(
    (example) => typeof example === 'string' && !matcher.test(example),
  );
}
