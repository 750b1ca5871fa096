import { fill, type Template, type Values } from '@k8s-backup-target/schema/internal';
import type { Cluster } from '../collect/cluster.js';
import type { Notice } from '../collect/outcome.js';
import type { Request } from '../collect/request.js';
import type { NotedRule } from '../generated/rules.js';
import {
  sharedResourceNameName,
  uncompilablePatternLong,
  uncompilablePatternRest,
} from '../generated/templates.js';
import { compileGlob } from '../glob/glob.js';
import type { Entry, NameList } from '../resources/name-list.js';
import type { PreviewWarning, UnresolvedResource } from '../result.js';
import type { Filters } from '../spec/filters.js';
import { nearestType } from './nearest-type.js';

export function warningsOf(
  request: Request,
  filters: Filters,
  notices: readonly Notice[],
  unmeasured: string | null,
): readonly PreviewWarning[] {
  const { resources, namespaces } = request;
  const lists = [namespaces.includes, namespaces.excludes, ...resources.lists];
  return [
    ...noWarnings(unmeasured),
    ...notices,
    ...sharedNames(filters, request.cluster),
    ...lists.flatMap(brokenPattern),
  ];
}

/** The warnings for a Backup that does not get as far as collecting. */
export function noWarnings(unmeasured: string | null): readonly PreviewWarning[] {
  if (unmeasured === null) return [];
  return [{ rule: 'release-not-measured', paths: [], message: unmeasured, partlyFails: false }];
}

/** An entry without its group, where several groups serve that name. */
function sharedNames(filters: Filters, { discovery }: Cluster): readonly PreviewWarning[] {
  return resourceEntries(filters).flatMap(({ value, path = '' }) => {
    const type = value.includes('.') ? undefined : discovery.resolve(value);
    const others = type === undefined ? [] : discovery.alternatives(value);
    if (type === undefined || others.length === 0) return [];
    const values = { name: value, type: type.id, others: others.map(({ id }) => id).join(', ') };
    return [warning(sharedResourceNameName, values, [path])];
  });
}

function brokenPattern({ broken }: NameList): readonly PreviewWarning[] {
  if (broken === undefined) return [];
  const { entry, reason, tooLong } = broken;
  const template = tooLong ? uncompilablePatternLong : uncompilablePatternRest;
  const paths = entry.path === undefined ? [] : [entry.path];
  return [warning(template, { pattern: entry.value, reason }, paths)];
}

/** A warning about the lists of the spec: Velero goes on all the same. */
function warning<T extends Template & { readonly rule: NotedRule }>(
  { rule, message }: T,
  values: Values<T>,
  paths: readonly string[],
): PreviewWarning {
  return { rule, paths, message: fill(message, values), partlyFails: false };
}

function resourceEntries({
  includeResources,
  excludeResources,
  scoped,
}: Filters): readonly Entry[] {
  const { namespaced, cluster } = scoped;
  return [
    ...includeResources,
    ...excludeResources,
    ...[namespaced, cluster].flatMap(({ includes, excludes }) => [...includes, ...excludes]),
  ];
}

/** The entries that Velero silently ignores: neither a type nor a pattern that matches one. */
export function unresolvedOf(
  filters: Filters,
  { discovery }: Cluster,
): readonly UnresolvedResource[] {
  return resourceEntries(filters).flatMap(({ value, path = '' }) => {
    if (value === '*' || value === '' || discovery.resolve(value) !== undefined) return [];
    const glob = compileGlob(value);
    const hits = discovery.types.some(
      ({ id, backupable }) => backupable && glob.ok && glob.matches(id),
    );
    if (hits) return [];
    return [{ path, entry: value, suggestion: suggestionFor(value, { discovery }) }];
  });
}

function suggestionFor(entry: string, { discovery }: Pick<Cluster, 'discovery'>): string | null {
  const lower = entry.trim().toLowerCase();
  const [first = '', last = ''] = lower.split('/').slice(-2);
  const guesses = [lower, lower.replace(/\.v\d+(?:(?:alpha|beta)\d+)?(?=\.|$)/, ''), last, first];
  for (const guess of guesses) {
    const type = guess === '' ? undefined : discovery.resolve(guess);
    if (type !== undefined) return type.id;
  }
  return nearestType(entry, discovery.types)?.id ?? null;
}
