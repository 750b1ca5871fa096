import { CannotRunError } from '../command/errors.js';
import { isFields, listOf } from '../input/fields.js';

/** A step of a path: a field, an item, or `*` for all of them. */
type PathStep = string | number;

/**
 * The values at a path in kubectl's form: `.targets[0].app`, `.items[*].name`, `['a.b']`. None where it leads nowhere.
 *
 * @throws CannotRunError `usage` for what is not such a path, filters among them.
 */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  return stepsOf(path).reduce<readonly unknown[]>(
    (values, step) => values.flatMap((one) => below(one, step)),
    [value],
  );
}

const STEP = /\.?(?:\*|([A-Za-z_][\w-]*))|\[(?:\*|(\d+)|'([^']*)')\]/y;

function stepsOf(path: string): readonly PathStep[] {
  const text = path.replace(/^\$/, '');
  const steps: PathStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length && text !== '.') {
    const match = STEP.exec(text);
    if (match === null)
      throw new CannotRunError('usage', `${path} is not a path such as .targets[*].app`);
    const [, field, index, quoted] = match;
    steps.push(index === undefined ? (field ?? quoted ?? '*') : Number(index));
  }
  return steps;
}

function below(value: unknown, step: PathStep): readonly unknown[] {
  if (typeof step === 'number') return listOf(value).slice(step, step + 1);
  if (step === '*')
    return Array.isArray(value) ? value : isFields(value) ? Object.values(value) : [];
  return isFields(value) && Object.hasOwn(value, step) ? [value[step]] : [];
}

/** A value in a text: a text as it is, anything else as JSON. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/**
 * A template in kubectl's form: text, and paths or quoted texts in braces; `{range .targets[*]}…{end}` repeats.
 *
 * @throws CannotRunError `usage` for a template that is none.
 */
export function fillTemplate(template: string, value: unknown): string {
  const parts = template.split(/(\{[^{}]*\})/);
  const { text, next } = filled(parts, 0, value, false);
  if (next < parts.length) throw new CannotRunError('usage', '{end} has no {range} before it');
  return text;
}

function filled(
  parts: readonly string[],
  start: number,
  value: unknown,
  isInRange: boolean,
): { readonly text: string; readonly next: number } {
  let text = '';
  for (let index = start; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const inside = /^\{(.*)\}$/s.exec(part)?.[1]?.trim();
    if (inside === 'end') return { text, next: index + (isInRange ? 1 : 0) };
    if (inside?.startsWith('range ')) {
      const items = valuesAt(value, inside.slice('range '.length).trim());
      const rounds = items.map((item) => filled(parts, index + 1, item, true));
      text += rounds.map((round) => round.text).join('');
      index = (rounds[0] ?? filled(parts, index + 1, null, true)).next - 1;
    } else text += inside === undefined ? part : expressionText(inside, value);
  }
  if (isInRange) throw new CannotRunError('usage', '{range} has no {end}');
  return { text, next: parts.length };
}

function expressionText(expression: string, value: unknown): string {
  if (/^".*"$/s.test(expression)) return quotedText(expression);
  return valuesAt(value, expression).map(asText).join(' ');
}

function quotedText(expression: string): string {
  try {
    return String(JSON.parse(expression));
  } catch {
    throw new CannotRunError('usage', `${expression} is not a text in quotes`);
  }
}
