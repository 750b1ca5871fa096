import type { VeleroCheck } from '@k8s-backup-target/preview';

const TEXTS: readonly (readonly [text: string, fault: string])[] = [
  ["either contain '*' only", 'star-mixed'],
  ["when exclude is '*'", 'exclude-star'],
  ["excludes list cannot contain '*'", 'exclude-star'],
  ['an item in the includes list', 'overlap'],
  ['wildcard pattern contains', 'bad-glob'],
  ['invalid namespace', 'invalid-name'],
];

const LISTS: readonly (readonly [text: string, list: string])[] = [
  ['cluster-scoped included', 'cluster-scoped'],
  ['namespace-scoped included', 'namespace-scoped'],
  ['namespace lists', 'namespace'],
];

/** Errors that are about more than one list. */
const WHOLE: readonly (readonly [text: string, rule: VeleroCheck])[] = [
  ['invalid resource policies', 'resource-policy:invalid'],
  ['They cannot be used with include-exclude policies', 'resource-policy:old-filters'],
  ['They cannot be used with namespace-scoped', 'resource-policy:old-filters'],
  ['They cannot be used together', 'resource:mixed-filters'],
  ['labelSelector as well as orLabelSelectors', 'selector:two-kinds'],
];

/** Velero puts `*` into an empty include list before it compares the lists, so that this follows. */
const FOLLOWS_FROM_EXCLUDED_STAR = 'an item in the includes list: *';

/** The checks that Velero's validation errors stand for, each once, sorted. */
export function rulesOf(validationErrors: readonly string[]): string[] {
  const rules = validationErrors
    .filter((message) => !message.endsWith(FOLLOWS_FROM_EXCLUDED_STAR))
    .map(ruleOf);
  return [...new Set(rules)].sort();
}

function ruleOf(message: string): VeleroCheck | string {
  const whole = WHOLE.find(([text]) => message.includes(text))?.[1];
  if (whole !== undefined) return whole;
  const list = LISTS.find(([text]) => message.includes(text))?.[1] ?? 'resource';
  const fault = TEXTS.find(([text]) => message.includes(text))?.[1];
  return fault === undefined ? message : `${list}:${fault}`;
}
