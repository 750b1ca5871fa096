// Room: The rules, one file for each part of a spec. May import no other room.
import { type K8sBackupTargetSpec, ttlSeconds } from '@k8s-backup-target/schema';
import { appendPointer } from '@k8s-backup-target/schema/internal';
import { type Match, match } from '../finding.js';
import {
  emptyListList,
  emptyNameName,
  emptySelectorSelector,
  includeAndExcludeName,
  ttlZeroTtl,
  wildcardAndNamesWildcard,
  wildcardExcludedWildcard,
} from '../generated/templates.js';
import { globMatch, labelKeyMatch, labelValueMatch, namespaceMatch } from './kubernetes-names.js';

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
export function* specMatches(spec: K8sBackupTargetSpec): Iterable<Match> {
  for (const field of LIST_FIELDS) yield* listMatches(field, spec[field] ?? null);
  for (const [included, excluded] of PAIRS) {
    yield* pairMatches(excluded, spec[included] ?? [], spec[excluded] ?? []);
  }
  yield* selectorMatches(spec.label_selector ?? null);
  yield* ttlMatches(spec.ttl ?? null);
}

function* listMatches(field: ListField, names: readonly string[] | null): Iterable<Match> {
  if (names === null) return;
  if (names.length === 0) yield match(emptyListList, `/${field}`, { field });
  const isExcluded = field.startsWith('exclude');
  const nameMatches = field.endsWith('namespaces') ? namespaceMatch : globMatch;
  const starStandsAlone = names.every((name) => name === '*');
  for (const [index, name] of names.entries()) {
    const path = `/${field}/${index}`;
    if (name === '') yield match(emptyNameName, path);
    else if (name !== '*') yield* nameMatches(name, path);
    else if (isExcluded) yield match(wildcardExcludedWildcard, path);
    else if (!starStandsAlone) yield match(wildcardAndNamesWildcard, path);
  }
}

function* pairMatches(
  excludedField: ListField,
  included: readonly string[],
  excluded: readonly string[],
): Iterable<Match> {
  const names = new Set(included);
  for (const [index, name] of excluded.entries()) {
    if (name === '*' || !names.has(name)) continue;
    yield match(includeAndExcludeName, `/${excludedField}/${index}`, { name });
  }
}

function* selectorMatches(labels: Readonly<Record<string, string>> | null): Iterable<Match> {
  if (labels === null) return;
  const keys = Object.keys(labels);
  if (keys.length === 0) yield match(emptySelectorSelector, '/label_selector');
  for (const key of keys) {
    const path = appendPointer('/label_selector', key);
    yield* labelKeyMatch(key, path);
    yield* labelValueMatch(labels[key] ?? '', path);
  }
}

function* ttlMatches(ttl: string | null): Iterable<Match> {
  if (ttl === null || ttl === '' || ttlSeconds(ttl) > 0) return;
  yield match(ttlZeroTtl, '/ttl', { ttl });
}
