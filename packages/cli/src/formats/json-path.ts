import { JSONPathEnvironment, type JSONValue } from 'json-p3';
import { CannotRunError } from '../command/errors.js';

/** Reads paths as RFC 9535 has them, filters among them; evaluates nothing. */
const ENVIRONMENT = new JSONPathEnvironment({ maxRecursionDepth: 500 });

/**
 * The values at a path in kubectl's form: `.targets[0].app`, `{.items[*].name}`, `..app`, `items[?(@.state=="ok")]`,
 * `.labels.a\.b`. None where it leads nowhere.
 *
 * @param root the value that `$` names; by default `value`, which `@` names.
 * @throws CannotRunError `usage` for what is not such a path.
 */
export function valuesAt(value: unknown, path: string, root: unknown = value): readonly unknown[] {
  const inside = path.replace(/^\{(.*)\}$/s, '$1').trim();
  const start = inside.startsWith('$') ? root : value;
  try {
    return ENVIRONMENT.query(standardPath(inside), asJson(start)).values();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = error.message.replace(/ \('.*$/s, '');
    throw new CannotRunError('usage', `${path} is not a path such as .targets[*].app: ${reason}`);
  }
}

/** kubectl's forms that the standard does not have: no `$`, no dot before the first name, `\.` in a name. */
function standardPath(path: string): string {
  const rest = path.replace(/^[$@]/, '');
  const whole = rest === '.' ? '' : rest;
  const begun = /^(?:$|[.[])/.test(whole) ? whole : `.${whole}`;
  return `$${withoutEscapes(begun)}`;
}

/** A name, in which a backslash keeps a dot from ending it. */
const NAME = /\.((?:[\w/-]|\\\.)+)/y;

/** `.a\.b` as `['a.b']`; what is in quotes stays as it is. */
function withoutEscapes(path: string): string {
  let standard = '';
  for (let at = 0; at < path.length; ) {
    const end = endOfQuoted(path, at);
    NAME.lastIndex = at;
    const [found, name = ''] = end > at ? [] : (NAME.exec(path) ?? []);
    if (found?.includes('\\')) {
      standard += `${standard.endsWith('.') ? '.' : ''}['${name.replaceAll('\\.', '.')}']`;
    } else standard += found ?? path.slice(at, Math.max(end, at + 1));
    at = Math.max(end, at + (found?.length ?? 1));
  }
  return standard;
}

/** The end of a text in quotes that begins at `start`; `start` where none does. */
function endOfQuoted(text: string, start: number): number {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return start;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

/** What kbt prints is JSON already, but for members that are undefined. */
function asJson(value: unknown): JSONValue {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** A value in a text: a text as it is, anything else as JSON. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/**
 * A template in kubectl's form: text, and paths or quoted texts in braces; `{range .targets[*]}…{end}` repeats. A
 * template without braces that looks like a path is one.
 *
 * @throws CannotRunError `usage` for an invalid template.
 */
export function fillTemplate(template: string, value: unknown): string {
  const whole = /^[$.[]/.test(template) && !template.includes('{') ? `{${template}}` : template;
  const parts = partsOf(whole);
  const root = asJson(value);
  const { text, next } = filled(parts, 0, root, { root, isInRange: false });
  if (next < parts.length) throw new CannotRunError('usage', '{end} has no {range} before it');
  return text;
}

/** Texts, and between them what is in braces; a brace in quotes does not end it. */
function partsOf(template: string): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < template.length; ) {
    const start = template.indexOf('{', at);
    parts.push(template.slice(at, start === -1 ? undefined : start));
    if (start === -1) break;
    at = endOfAction(template, start);
    parts.push(template.slice(start, at));
  }
  return parts;
}

function endOfAction(template: string, start: number): number {
  for (let at = start + 1; at < template.length; ) {
    if (template[at] === '}') return at + 1;
    at = Math.max(endOfQuoted(template, at), at + 1);
  }
  throw new CannotRunError('usage', `${template.slice(start)} has no closing brace`);
}

interface Round {
  readonly root: unknown;
  readonly isInRange: boolean;
}

function filled(
  parts: readonly string[],
  start: number,
  value: unknown,
  { root, isInRange }: Round,
): { readonly text: string; readonly next: number } {
  let text = '';
  for (let index = start; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const inside = /^\{(.*)\}$/s.exec(part)?.[1]?.trim();
    if (inside === 'end') return { text, next: index + (isInRange ? 1 : 0) };
    if (inside?.startsWith('range ')) {
      const items = valuesAt(value, inside.slice('range '.length).trim(), root);
      const inner = { root, isInRange: true };
      const rounds = items.map((item) => filled(parts, index + 1, item, inner));
      text += rounds.map((round) => round.text).join('');
      index = (rounds[0] ?? filled(parts, index + 1, null, inner)).next - 1;
    } else text += inside === undefined ? part : expressionText(inside, value, root);
  }
  if (isInRange) throw new CannotRunError('usage', '{range} has no {end}');
  return { text, next: parts.length };
}

function expressionText(expression: string, value: unknown, root: unknown): string {
  if (/^".*"$/s.test(expression)) return quotedText(expression);
  return valuesAt(value, expression, root).map(asText).join(' ');
}

function quotedText(expression: string): string {
  try {
    return String(JSON.parse(expression));
  } catch {
    throw new CannotRunError('usage', `${expression} is not a text in quotes`);
  }
}
