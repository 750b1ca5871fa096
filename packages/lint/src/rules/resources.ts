import { draft, type FindingDraft } from '../finding.js';
import {
  emptiedListNames,
  emptiedListSnapshots,
  eventsInTwoGroupsOne,
  resourceMisspeltType,
  resourceNameGroup,
  resourceNameRelease,
  resourceNameShort,
  resourceNameSlash,
  resourceNameSpace,
} from '../generated/templates.js';
import { misspeltType } from './built-in-types.js';
import type { Lists } from './lists.js';

/** Yields what is odd about the resource lists. */
export function* resourceFindings({
  includeResources,
  excludeResources,
}: Lists): Iterable<FindingDraft> {
  yield* nameFindings('include_resources', includeResources);
  yield* nameFindings('exclude_resources', excludeResources);
  yield* eventFindings(excludeResources);
  yield* emptiedListFindings(includeResources);
}

function* nameFindings(
  field: 'include_resources' | 'exclude_resources',
  names: readonly string[],
): Iterable<FindingDraft> {
  for (const [index, name] of names.entries()) {
    const path = `/${field}/${index}`;
    const template = templateFor(name);
    if (template !== undefined) yield draft(template, path, { name });
    else if (index < MOST_COMPARED) yield* misspeltFindings(name, path);
  }
}

/** Comparing takes time, and a list that people write is shorter. */
const MOST_COMPARED = 100;

function* misspeltFindings(name: string, path: string): Iterable<FindingDraft> {
  const meant = misspeltType(name);
  if (meant !== undefined) yield draft(resourceMisspeltType, path, { name, suggestion: meant });
}

/** Kubernetes' short names of its own types: Velero knows them in lower case only. */
const SHORT_NAMES = /* @__PURE__ */ new Set(
  /* @__PURE__ */ 'cj cm crd crds csr deploy ds ep ev hpa ing netpol no ns pc pdb po pv pvc quota rc rs sa sc sts svc'.split(
    ' ',
  ),
);
const LONGEST_SHORT_NAME = 6;

const VERSION = /\.v\d+(?:(?:alpha|beta)\d+)?(?:\.|$)/;

type NameTemplate =
  | typeof resourceNameSpace
  | typeof resourceNameSlash
  | typeof resourceNameRelease
  | typeof resourceNameGroup
  | typeof resourceNameShort;

function templateFor(name: string): NameTemplate | undefined {
  if (/\s/.test(name)) return resourceNameSpace;
  if (name.includes('/')) return resourceNameSlash;
  if (VERSION.test(name)) return resourceNameRelease;
  if (hasUpperCase(name.slice(name.indexOf('.'))) && name.includes('.')) return resourceNameGroup;
  return isMiswrittenShortName(name) ? resourceNameShort : undefined;
}

function hasUpperCase(text: string): boolean {
  return /[A-Z]/.test(text);
}

function isMiswrittenShortName(name: string): boolean {
  if (name.length > LONGEST_SHORT_NAME || SHORT_NAMES.has(name)) return false;
  return SHORT_NAMES.has(name.toLowerCase());
}

const EVENTS = /^events?\.?$/i;
const NEW_EVENTS = /^events?\.events\.k8s\.io$/i;

function* eventFindings(excluded: readonly string[]): Iterable<FindingDraft> {
  const core = excluded.findIndex((name) => name === 'ev' || name === 'ev.' || EVENTS.test(name));
  const grouped = excluded.findIndex((name) => NEW_EVENTS.test(name));
  if ((core === -1) === (grouped === -1)) return;
  yield draft(eventsInTwoGroupsOne, `/exclude_resources/${Math.max(core, grouped)}`);
}

/** From 1.17 on, Velero itself leaves these out, and takes them off the include list as well. */
const ALWAYS_EXCLUDED = new Set([
  'volumesnapshots.snapshot.storage.k8s.io',
  'volumesnapshotcontents.snapshot.storage.k8s.io',
]);

function* emptiedListFindings(included: readonly string[]): Iterable<FindingDraft> {
  if (included.length === 0) return;
  if (included.every((name) => name === '')) yield draft(emptiedListNames, '/include_resources');
  else if (included.every((name) => name === '' || ALWAYS_EXCLUDED.has(name))) {
    yield draft(emptiedListSnapshots, '/include_resources');
  }
}
