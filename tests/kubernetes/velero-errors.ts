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
const WHOLE: readonly (readonly [text: string, check: string])[] = [
  ['is currently in read-only mode', 'storage-location:read-only'],
  ['is in Unavailable status', 'storage-location:unavailable'],
  ['an existing backup storage location was not specified', 'storage-location:missing'],
  ['more than one VolumeSnapshotLocation name specified', 'snapshot-location:two'],
  ['more than one possible volume snapshot location', 'snapshot-location:ambiguous'],
  ['a VolumeSnapshotLocation CRD for the location', 'snapshot-location:missing'],
  ['error getting volume snapshot location named', 'snapshot-location:missing'],
  ['invalid resource policies', 'resource-policy:invalid'],
  ['They cannot be used with include-exclude policies', 'resource-policy:old-filters'],
  ['They cannot be used with namespace-scoped', 'resource-policy:old-filters'],
  ['They cannot be used together', 'resource:mixed-filters'],
  ['labelSelector as well as orLabelSelectors', 'selector:two-kinds'],
];

/** Velero puts `*` into an empty include list before it compares the lists, so this follows. */
const STAR_OVERLAPS = 'an item in the includes list: *';

const INCLUDE_FIELDS: ReadonlyMap<string, string> = new Map([
  ['namespace', 'includedNamespaces'],
  ['resource', 'includedResources'],
  ['cluster-scoped', 'includedClusterScopedResources'],
  ['namespace-scoped', 'includedNamespaceScopedResources'],
]);

/** The checks that Velero's validation errors of a Backup mean, each once, sorted. */
export function checksIn(backup: object, validationErrors: readonly string[]): string[] {
  const checks = validationErrors
    .filter((message) => !message.endsWith(STAR_OVERLAPS) || includesStar(backup, listOf(message)))
    .map(checkOf);
  return [...new Set(checks)].sort();
}

function includesStar(backup: object, list: string): boolean {
  const field = INCLUDE_FIELDS.get(list);
  const entry = Object.entries(backup).find(([name]) => name === field);
  return Array.isArray(entry?.[1]) && entry[1].includes('*');
}

function checkOf(message: string): string {
  const whole = WHOLE.find(([text]) => message.includes(text))?.[1];
  if (whole !== undefined) return whole;
  const fault = TEXTS.find(([text]) => message.includes(text))?.[1];
  return fault === undefined ? message : `${listOf(message)}:${fault}`;
}

function listOf(message: string): string {
  return LISTS.find(([text]) => message.includes(text))?.[1] ?? 'resource';
}
