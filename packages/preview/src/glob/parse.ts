import { Lexer, type Token } from './lexer.js';
import { GlobSyntaxError } from './syntax-error.js';
import type { Node, PatternNode } from './syntax-tree.js';

interface OpenPattern {
  readonly kind: 'pattern';
  readonly children: Node[];
}

/** @throws GlobSyntaxError where gobwas refuses `pattern`. */
export function parse(pattern: string): PatternNode {
  const lexer = new Lexer(pattern);
  const root: OpenPattern = { kind: 'pattern', children: [] };
  const open: { alternatives: OpenPattern[]; outer: OpenPattern }[] = [];
  let current = root;
  for (;;) {
    const token = lexer.next();
    if (token.type === 'end') return root;
    const terms = open.at(-1);
    if (token.type === 'termsOpen') {
      const first: OpenPattern = { kind: 'pattern', children: [] };
      const alternatives = [first];
      current.children.push({ kind: 'alternatives', children: alternatives });
      open.push({ alternatives, outer: current });
      current = first;
    } else if (token.type === 'separator' && terms !== undefined) {
      current = { kind: 'pattern', children: [] };
      terms.alternatives.push(current);
    } else if (token.type === 'termsClose' && terms !== undefined) {
      current = terms.outer;
      open.pop();
    } else current.children.push(simpleNode(token, lexer));
  }
}

function simpleNode(token: Token, lexer: Lexer): Node {
  switch (token.type) {
    case 'text':
      return { kind: 'text', text: token.text };
    case 'any':
    case 'super':
    case 'single':
      return { kind: token.type };
    case 'rangeOpen':
      return rangeNode(lexer);
    default:
      throw new GlobSyntaxError(`unexpected token: ${token.type}`);
  }
}

function rangeNode(lexer: Lexer): Node {
  let not = false;
  let low = 0;
  let high = 0;
  let letters = '';
  for (;;) {
    const token = lexer.next();
    if (token.type === 'not') not = true;
    else if (token.type === 'rangeLow') low = Number(token.text.codePointAt(0));
    else if (token.type === 'rangeHigh') {
      high = Number(token.text.codePointAt(0));
      if (high < low) throw new GlobSyntaxError('hi character should be greater than lo');
    } else if (token.type === 'text') letters = token.text;
    else if (token.type === 'rangeClose') break;
  }
  if (low !== 0) return { kind: 'range', low, high, not };
  if (letters === '') throw new GlobSyntaxError('could not parse range');
  return { kind: 'list', letters, not };
}
