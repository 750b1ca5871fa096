import { type ContractRule, type Issue, write } from '@k8s-backup-target/schema';

/** Longer values are cut: they go into a unit's status. */
const LONGEST_VALUE = 60;
/** More letters to change than this, and the fields have nothing to do with each other. */
const MOST_CHANGES = 3;

/**
 * A charm author's issues: with the value that was refused, and for an unknown field the known one that it
 * may be meant for.
 */
export function withRefusedValues(
  issues: readonly Issue[],
  spec: unknown,
): readonly Issue<ContractRule>[] {
  return issues.map((issue) =>
    issue.rule === 'additionalProperties'
      ? withNearestField(issue, spec)
      : withValue(issue, valueAt(spec, issue.path)),
  );
}

function withValue(issue: Issue, value: unknown): Issue {
  if (issue.rule !== 'pattern' && issue.rule !== 'type') return issue;
  const text = JSON.stringify(value);
  if (text === undefined || issue.message.startsWith('is ')) return issue;
  const shown = text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
  return { ...issue, message: `${issue.message}, not ${shown}` };
}

function withNearestField(issue: Issue, spec: unknown): Issue {
  const known = Object.keys(write.K8sBackupTargetSpec.parse({}));
  const unknown = Object.keys(Object(spec)).find(
    (field) => issue.message.includes(JSON.stringify(field)) && !known.includes(field),
  );
  const nearest = unknown === undefined ? undefined : nearestOf(unknown, known);
  if (nearest === undefined) return issue;
  return {
    ...issue,
    message: `has the unknown field ${JSON.stringify(unknown)}`,
    remedy: `write ${nearest}, or remove it`,
  };
}

/** The field at a pointer of one or two tokens; no spec is deeper. */
function valueAt(spec: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, token) => Reflect.get(Object(value), token), spec);
}

function nearestOf(field: string, known: readonly string[]): string | undefined {
  const spelt = field
    .slice(0, 2 * LONGEST_VALUE)
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const [nearest] = known
    .map((name) => ({ name, changes: changesBetween(spelt, name) }))
    .sort((one, other) => one.changes - other.changes);
  return nearest !== undefined && nearest.changes <= MOST_CHANGES ? nearest.name : undefined;
}

/** Levenshtein's distance. */
function changesBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const kept = (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
      next.push(Math.min(kept, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
