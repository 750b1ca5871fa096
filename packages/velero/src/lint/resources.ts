import { isAtLeast, type VeleroVersion } from '../version.js';
import { type VeleroFinding, warning } from './finding.js';
import type { Lists } from './lists.js';

/** Kubernetes' short names of its own types: Velero knows them in lower case only. */
const SHORT_NAMES = new Set(
  'cj cm crd crds csr deploy ds ep ev hpa ing netpol no ns pc pdb po pv pvc quota rc rs sa sc sts svc'.split(
    ' ',
  ),
);

/** What befalls the resource lists. */
export function resourceFindings(lists: Lists, version: VeleroVersion): readonly VeleroFinding[] {
  return [
    ...nameFindings('include_resources', lists.includeResources),
    ...nameFindings('exclude_resources', lists.excludeResources),
    ...eventFindings(lists.excludeResources),
    ...emptiedListFindings(lists.includeResources, version),
  ];
}

function nameFindings(
  field: 'include_resources' | 'exclude_resources',
  names: readonly string[],
): VeleroFinding[] {
  return names.flatMap((name, index) => {
    const fault = faultOf(name);
    if (fault === undefined) return [];
    const effect = field === 'include_resources' ? 'matches nothing' : 'leaves nothing out';
    return [
      warning(
        `/${field}/${index}`,
        'resource-name',
        `${JSON.stringify(name)} ${fault}, so that it silently ${effect}`,
        'Write the plural name, with the group after a dot where one is needed: pods, deployments.apps.',
      ),
    ];
  });
}

function faultOf(name: string): string | undefined {
  if (/\s/.test(name)) return 'holds a space, which Velero does not trim';
  if (name.includes('/')) return 'holds a "/": a group follows the name, after a dot';
  if (/\.v\d+(?:(?:alpha|beta)\d+)?(?:\.|$)/.test(name))
    return 'holds a version, which no name has';
  if (/\.[^.]*[A-Z]/.test(name)) return 'has a group that is not in lower case';
  if (SHORT_NAMES.has(name.toLowerCase()) && !SHORT_NAMES.has(name)) {
    return 'is a short name that is not in lower case';
  }
  return undefined;
}

const EVENTS = /^(?:ev|events?)\.?$/i;
const NEW_EVENTS = /^events?\.events\.k8s\.io$/i;

function eventFindings(excluded: readonly string[]): VeleroFinding[] {
  const index = excluded.findIndex((name) => EVENTS.test(name) || NEW_EVENTS.test(name));
  const hasBoth =
    excluded.some((name) => EVENTS.test(name)) && excluded.some((name) => NEW_EVENTS.test(name));
  if (index === -1 || hasBoth) return [];
  return [
    warning(
      `/exclude_resources/${index}`,
      'events-in-two-groups',
      'the same Events are served by two API groups, and are backed up through the one that is not excluded',
      'Exclude both "events" and "events.events.k8s.io".',
    ),
  ];
}

/** From 1.17 on, Velero itself leaves these out, and takes them off the include list as well. */
const ALWAYS_EXCLUDED = new Set([
  'volumesnapshots.snapshot.storage.k8s.io',
  'volumesnapshotcontents.snapshot.storage.k8s.io',
]);

function emptiedListFindings(included: readonly string[], version: VeleroVersion): VeleroFinding[] {
  const isDropped = (name: string) =>
    name === '' || (isAtLeast(version, '1.17') && ALWAYS_EXCLUDED.has(name));
  if (included.length === 0 || !included.every(isDropped)) return [];
  return [
    warning(
      '/include_resources',
      'emptied-list',
      'Velero drops every name of the list, and an empty list means all resource types',
      'Name a resource type, or set include_resources to null.',
    ),
  ];
}
