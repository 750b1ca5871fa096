import type { ContractRule, Issue } from '@k8s-backup-target/schema';

/** Longer values are cut: they go into a unit's status. */
const LONGEST_VALUE = 60;

/** A charm author's issues: with the value that was refused. An unknown field is named already. */
export function withRefusedValues(
  issues: readonly Issue[],
  spec: unknown,
): readonly Issue<ContractRule>[] {
  return issues.map((issue) => {
    const { path, rule, message } = issue;
    if (rule === 'additionalProperties') return issue;
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
