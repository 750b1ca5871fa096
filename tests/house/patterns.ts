/** The regular expressions in the sources of this repository. */
import { readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';

/** A regular expression as it is in a source. */
export interface Pattern {
  /** `file:line` */
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

/** Every literal, and every `new RegExp` of a literal text. */
export function patternsIn(path: string): readonly Pattern[] {
  const text = readFileSync(path, 'utf8');
  const { program } = parseSync(path, text);
  const patterns: Pattern[] = [];
  const add = (start: number, source: string, flags: string) => {
    const line = text.slice(0, start).split('\n').length;
    patterns.push({ where: `${path}:${line}`, source, flags });
  };
  new Visitor({
    Literal(node) {
      if ('regex' in node && node.regex) add(node.start, node.regex.pattern, node.regex.flags);
    },
    NewExpression({ start, callee, arguments: [first, second] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'RegExp') return;
      const source = textOf(first);
      if (source !== undefined) add(start, source, textOf(second) ?? '');
    },
  }).visit(program);
  return patterns;
}

/** A text that is there as it is. What a template inserts is taken for one letter. */
function textOf(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null || !('type' in node)) return undefined;
  if (node.type === 'Literal' && 'value' in node)
    return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'TemplateLiteral' || !('quasis' in node)) return undefined;
  return (node.quasis as { value: { cooked: string } }[])
    .map(({ value }) => value.cooked)
    .join('x');
}
