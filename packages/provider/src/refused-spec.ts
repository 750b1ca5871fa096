import type { ContractRule, Issue } from '@k8s-backup-target/schema';
import { oneLine, pointerTokens } from '@k8s-backup-target/schema/internal';

/** Longer texts are cut: they go into a unit's status. */
const LONGEST_TEXT = 60;

/**
 * A charm author's issues, with the value that was refused.
 *
 * @param spec a plain copy of what the charm gave.
 */
export function withRefusedValues(
  issues: readonly Issue[],
  spec: unknown,
): readonly Issue<ContractRule>[] {
  return issues.map((issue) => {
    const says = issue.rule === 'type' || issue.rule === 'pattern';
    // "is an instance of Map" has said it.
    if (!says || !issue.message.startsWith('must ')) return issue;
    return { ...issue, message: `${issue.message}, not ${named(valueAt(spec, issue.path))}` };
  });
}

function valueAt(spec: unknown, path: string): unknown {
  return pointerTokens(path).reduce<unknown>(
    (value, token) => Reflect.get(Object(value), token),
    spec,
  );
}

/** A value in a few words, in which both languages name it. */
function named(value: unknown): string {
  if (typeof value === 'string') return oneLine(JSON.stringify(shortened(value)));
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  // A bigint and a symbol as well.
  return String(value);
}

/** Cut by characters, not by UTF-16 units, as Python counts. */
function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 2 * LONGEST_TEXT + 2));
  if (characters.length <= LONGEST_TEXT) return text;
  return `${characters.slice(0, LONGEST_TEXT).join('')}…`;
}
