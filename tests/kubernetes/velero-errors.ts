import type { ValidationRule } from '@k8s-backup-target/preview';

const TEXTS: readonly (readonly [text: string, fault: string])[] = [
  ["either contain '*' only", 'star-mixed'],
  ["excludes list cannot contain '*'", 'exclude-star'],
  ['an item in the includes list', 'overlap'],
  ['wildcard pattern contains', 'bad-glob'],
  ['invalid namespace', 'invalid-name'],
];

/** Velero puts `*` into an empty include list before it compares the lists, so that this follows. */
const FOLLOWS_FROM_EXCLUDED_STAR = 'an item in the includes list: *';

/** The preview's rules that Velero's validation errors stand for, each once, sorted. */
export function rulesOf(validationErrors: readonly string[]): string[] {
  const rules = validationErrors
    .filter((message) => !message.endsWith(FOLLOWS_FROM_EXCLUDED_STAR))
    .map(ruleOf);
  return [...new Set(rules)].sort();
}

function ruleOf(message: string): ValidationRule | string {
  const list = message.includes('namespace lists') ? 'namespace' : 'resource';
  const fault = TEXTS.find(([text]) => message.includes(text))?.[1];
  return fault === undefined ? message : `${list}:${fault}`;
}
