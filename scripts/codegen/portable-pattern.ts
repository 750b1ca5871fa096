/**
 * The subset of regular expressions that JavaScript (`u` flag), Rust's regex (Pydantic's engine) and
 * Python's `re` read alike: ASCII, anchored at both ends, no shorthand classes, no look-around.
 * `\d` or `.` or an inner `$` would match different strings in different languages.
 */

const ATOM = String.raw`(?:[A-Za-z0-9 _,:;<>=!@#%&'"~/-]|\\[.*+?()\[\]{}|^$\\/]|\[\^?(?:[A-Za-z0-9 _.,:;<>=!@#%'"/+*?(){}|$]|\\[\]\\^-]|[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9])+\])`;
const QUANTIFIER = String.raw`(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})?`;
const TOKEN = new RegExp(String.raw`(?:${ATOM}${QUANTIFIER}|\(\?:|\)${QUANTIFIER}|\|)`, 'y');
const UNBOUNDED_GROUP = /\)(?:[*+]|\{[0-9]+,\})/;

/**
 * Says what makes `pattern` unportable, or undefined if it is portable.
 *
 * @param bounded whether the string has a `maxLength`. Without one, a repeated group can overflow
 *   the stack of a backtracking engine on a long input.
 */
export function portablePatternFault(pattern: unknown, bounded: boolean): string | undefined {
  if (typeof pattern !== 'string') return 'must be a string';
  if (!pattern.startsWith('^') || !pattern.endsWith('$')) return 'must start with ^ and end with $';
  const body = pattern.slice(1, -1);
  const fault = tokenFault(body);
  if (fault !== undefined) return fault;
  const structure = withoutLiterals(body);
  if (hasTopLevelAlternative(structure))
    return 'must hold its alternatives in a group: ^a|b$ anchors each side once only';
  if (!bounded && UNBOUNDED_GROUP.test(structure))
    return 'repeats a group without bound: give the string a maxLength';
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return `is not a regular expression: ${String(error)}`;
  }
  return undefined;
}

function tokenFault(body: string): string | undefined {
  let position = 0;
  while (position < body.length) {
    TOKEN.lastIndex = position;
    const token = TOKEN.exec(body)?.[0];
    if (token === undefined) {
      return `"${body.slice(position, position + 8)}" is not in the portable subset of regular expressions`;
    }
    position += token.length;
  }
  return undefined;
}

/** The groups and quantifiers of a pattern: each escape and each class becomes one letter. */
function withoutLiterals(body: string): string {
  return body.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
}

function hasTopLevelAlternative(structure: string): boolean {
  let depth = 0;
  for (const character of structure) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) return true;
  }
  return false;
}
