import { type ContractRule, type Issue, write } from '@k8s-backup-target/schema';

/** Longer values are cut: they go into a unit's status. */
const LONGEST_VALUE = 60;

/**
 * A charm author's issues: with the value that was refused, and for an unknown field the known one that it
 * may be meant for.
 */
export function withRefusedValues(
  issues: readonly Issue[],
  spec: unknown,
): readonly Issue<ContractRule>[] {
  return issues.map((issue) => {
    const { path, rule, message } = issue;
    if (rule === 'additionalProperties') return withNearestField(issue, spec);
    const text = JSON.stringify(valueAt(spec, path))?.slice(0, LONGEST_VALUE);
    return text === undefined || rule === 'unicode'
      ? issue
      : { ...issue, message: `${message}, not ${text}` };
  });
}

function valueAt(spec: unknown, path: string): unknown {
  const [, ...tokens] = path.split('/');
  return tokens.reduce<unknown>((value, token) => Reflect.get(Object(value), token), spec);
}

/** The message names the field; so does the remedy that takes its advice's place. */
function withNearestField(issue: Issue, spec: unknown): Issue {
  const known = Object.keys(write.K8sBackupTargetSpec.parse({}));
  const [fault = '', advice] = issue.message.split(': ');
  const field = Object.keys(Object(spec)).find((name) => fault.includes(JSON.stringify(name)));
  const nearest = field === undefined ? undefined : nearestOf(field, known);
  return nearest === undefined || advice === undefined
    ? issue
    : { ...issue, message: fault, remedy: `write ${nearest}, or remove it` };
}

/** The known name that shares the most pairs of letters, in whatever case and with whatever signs. */
function nearestOf(field: string, known: readonly string[]): string | undefined {
  const likeness = (name: string) => {
    const [pairs, others] = [pairsOf(name), pairsOf(field.slice(0, LONGEST_VALUE))];
    const shared = [...pairs].filter((pair) => others.has(pair)).length;
    return shared / Math.max(pairs.size, others.size);
  };
  return known
    .filter((name) => likeness(name) > 0.5)
    .sort((one, other) => likeness(other) - likeness(one))[0];
}

function pairsOf(name: string): Set<string> {
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  return new Set(Array.from(letters, (_, index) => letters.slice(index, index + 2)));
}
