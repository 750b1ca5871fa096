import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { type K8sBackupTargetSpec, ttlSeconds } from '@k8s-backup-target/schema';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Describes what a spec selects, in a few words: `namespace wordpress · 3 resource types · kept 30 d`. */
export function describeSpec(spec: K8sBackupTargetSpec, veleroVersion: string): string {
  return [
    namespaces(spec.include_namespaces ?? [], spec.exclude_namespaces ?? []),
    resources(spec.include_resources ?? [], spec.exclude_resources ?? []),
    clusterScope(spec, veleroVersion),
    labels(Object.entries(spec.label_selector ?? {})),
    keptFor(spec.ttl ?? ''),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function namespaces(included: readonly string[], excluded: readonly string[]): string {
  const without = excluded.length === 0 ? '' : ` without ${named(excluded, 'namespaces')}`;
  if (isEverything(included)) return `all namespaces${without}`;
  const [only] = included;
  return `${included.length === 1 ? `namespace ${only}` : several(included, 'namespaces')}${without}`;
}

function resources(included: readonly string[], excluded: readonly string[]): string {
  const without = excluded.length === 0 ? '' : ` without ${named(excluded, 'types')}`;
  if (isEverything(included)) return `all resource types${without}`;
  const [only] = included;
  return `${included.length === 1 ? `only ${only}` : `${included.length} resource types`}${without}`;
}

/** By names where they are few, else by their number. */
function named(names: readonly string[], noun: string): string {
  return names.length > 2 ? `${names.length} ${noun}` : names.join(' and ');
}

function several(names: readonly string[], noun: string): string {
  return names.length > 3 ? `${names.length} ${noun}` : `${noun} ${names.join(', ')}`;
}

/** Velero's own choice where the spec makes none; see `include_cluster_resources`. */
function clusterScope(spec: K8sBackupTargetSpec, veleroVersion: string): string {
  if (spec.include_cluster_resources === true) return 'all cluster resources';
  if (spec.include_cluster_resources === false) return 'no cluster resources';
  const isFenced =
    !isEverything(spec.include_namespaces ?? []) || (spec.exclude_namespaces ?? []).length > 0;
  const { clusterScopeUnfiltered } = resolveVeleroVersion(veleroVersion).rules;
  if (isFenced) return 'related cluster resources only';
  if (hasResourceLists(spec)) return 'cluster resources of these types';
  return clusterScopeUnfiltered === 'all'
    ? 'all cluster resources'
    : 'related cluster resources only';
}

function hasResourceLists(spec: K8sBackupTargetSpec): boolean {
  return [spec.include_resources, spec.exclude_resources].some((list) => (list ?? []).length > 0);
}

function isEverything(names: readonly string[]): boolean {
  return names.length === 0 || names.includes('*');
}

function labels(pairs: readonly (readonly [string, string])[]): string {
  if (pairs.length === 0) return '';
  if (pairs.length > 2) return `with ${pairs.length} labels`;
  return `labelled ${pairs.map((pair) => pair.join('=')).join(' and ')}`;
}

/** An empty ttl or one of zero is Velero's default, which its administrator may have set. */
function keptFor(ttl: string): string {
  const seconds = ttlSeconds(ttl);
  return seconds === 0 ? 'kept for the default time' : `kept ${duration(seconds)}`;
}

/** Seconds in the largest units that fit: `30 d`, `36 h`, `1 h 30 min`. */
export function duration(seconds: number): string {
  if (seconds >= DAY && seconds % DAY === 0) return `${seconds / DAY} d`;
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / HOUR), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
