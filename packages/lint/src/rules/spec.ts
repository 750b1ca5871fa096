// Room: The rules, one file for each part of a spec. May import no other room.
import { type K8sBackupTargetSpec, ttlSeconds } from '@k8s-backup-target/schema';
import { appendPointer } from '@k8s-backup-target/schema/internal';
import { draft, type FindingDraft } from '../finding.js';
import {
  emptyListList,
  emptyNameName,
  emptySelectorSelector,
  includeAndExcludeName,
  ttlZeroTtl,
  wildcardAndNamesWildcard,
  wildcardExcludedWildcard,
} from '../generated/templates.js';
import {
  globFinding,
  labelKeyFinding,
  labelValueFinding,
  namespaceFinding,
} from './kubernetes-names.js';

/** The lists of names. A list that the schema gains may hold something else, and brings rules of its own. */
const LIST_FIELDS = [
  'include_namespaces',
  'include_resources',
  'exclude_namespaces',
  'exclude_resources',
] as const;

const PAIRS = [
  ['include_namespaces', 'exclude_namespaces'],
  ['include_resources', 'exclude_resources'],
] as const;

type ListField = (typeof LIST_FIELDS)[number];

/** Yields what holds for every release of Velero, in the order of the fields. */
export function* specFindings(spec: K8sBackupTargetSpec): Iterable<FindingDraft> {
  for (const field of LIST_FIELDS) yield* listFindings(field, spec[field] ?? null);
  for (const [included, excluded] of PAIRS) {
    yield* pairFindings(excluded, new Set(spec[included]), spec[excluded] ?? []);
  }
  yield* selectorFindings(spec.label_selector ?? null);
  yield* ttlFindings(spec.ttl ?? null);
}

function* listFindings(field: ListField, names: readonly string[] | null): Iterable<FindingDraft> {
  if (names === null) return;
  if (names.length === 0) yield draft(emptyListList, `/${field}`, { field });
  const isExcluded = field.startsWith('exclude');
  const nameFindings = field.endsWith('namespaces') ? namespaceFinding : globFinding;
  const starStandsAlone = names.every((name) => name === '*');
  for (const [index, name] of names.entries()) {
    const path = `/${field}/${index}`;
    if (name === '') yield draft(emptyNameName, path);
    else if (name !== '*') yield* nameFindings(name, path);
    else if (isExcluded) yield draft(wildcardExcludedWildcard, path);
    else if (!starStandsAlone) yield draft(wildcardAndNamesWildcard, path);
  }
}

function* pairFindings(
  excludedField: ListField,
  included: ReadonlySet<string>,
  excluded: readonly string[],
): Iterable<FindingDraft> {
  for (const [index, name] of excluded.entries()) {
    if (name === '*' || !included.has(name)) continue;
    yield draft(includeAndExcludeName, `/${excludedField}/${index}`, { name });
  }
}

function* selectorFindings(
  labels: Readonly<Record<string, string>> | null,
): Iterable<FindingDraft> {
  if (labels === null) return;
  const entries = Object.entries(labels);
  if (entries.length === 0) yield draft(emptySelectorSelector, '/label_selector');
  for (const [key, value] of entries) {
    const path = appendPointer('/label_selector', key);
    yield* labelKeyFinding(key, path);
    yield* labelValueFinding(value, path);
  }
}

function* ttlFindings(ttl: string | null): Iterable<FindingDraft> {
  if (ttl === null || ttl === '' || ttlSeconds(ttl) > 0) return;
  yield draft(ttlZeroTtl, '/ttl', { ttl });
}
