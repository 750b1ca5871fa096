import { builtInType } from '@k8s-backup-target/lint/internal';
import { issueOf, type Template, type Values } from '@k8s-backup-target/schema/internal';
import * as templates from '../generated/cluster-templates.js';
import { type Fields, fieldsOf, listOf } from '../input/fields.js';
import { isByScope } from './filter-faults.js';
import type { ObjectFinding } from './object-faults.js';
import {
  certainlyNames,
  type ListScope,
  leavesOut,
  listsOfNamespaced,
  namesInField,
  scopedLists,
} from './type-lists.js';

/** What the lint of the contract does not know of, with pointers into the BackupSpec. */
export function specTraps(spec: Fields): readonly ObjectFinding[] {
  return [
    ...fileCopies(spec),
    ...clusterScope(spec),
    ...otherScopes(spec),
    ...selectors(spec),
    ...ignoredPolicy(spec),
    ...excludedAnyway(spec),
  ];
}

function excludedAnyway(spec: Fields): ObjectFinding[] {
  const lists = isByScope(spec)
    ? [scopedLists(spec, 'Namespace'), scopedLists(spec, 'Cluster')]
    : [listsOfNamespaced(spec, false)];
  return lists.flatMap(({ includes, includesField, excludes }) => {
    const excluded = new Set(excludes);
    const otherFor = firstNaming(excluded);
    return includes.flatMap((name, index) => {
      const other = otherFor(builtInType(name)?.plural);
      // The same name in both lists is refused, and that is said.
      if (other === undefined || excluded.has(name)) return [];
      return [trapOf(templates.excludedAnywayType, `/${includesField}/${index}`, { name, other })];
    });
  });
}

/** Looks up the first name, other than `*`, that certainly names a built-in type. Each type is looked up once: there are few. */
function firstNaming(names: ReadonlySet<string>) {
  const known = new Map<string, string | undefined>();
  return (plural: string | undefined): string | undefined => {
    if (plural === undefined) return undefined;
    if (!known.has(plural)) {
      const found = [...names].find((one) => one !== '*' && certainlyNames(one, plural));
      known.set(plural, found);
    }
    return known.get(plural);
  };
}

function ignoredPolicy({ resourcePolicy }: Fields): ObjectFinding[] {
  const { kind } = fieldsOf(resourcePolicy);
  if (typeof kind !== 'string' || kind.toLowerCase() === 'configmap') return [];
  return [trapOf(templates.policyIgnoredKind, '/resourcePolicy/kind', { kind })];
}

/** A fault in the words of the catalogue. */
export function trapOf<T extends Template & { readonly rule: ObjectFinding['rule'] }>(
  template: T,
  path: string,
  values: Values<T>,
): ObjectFinding {
  const { rule, message, remedy } = issueOf(template, path, values);
  return { severity: template.severity, rule, path, message, remedy };
}

/** Velero reaches a volume through the pod that mounts it. */
function fileCopies(spec: Fields): ObjectFinding[] {
  const flag = ['defaultVolumesToFsBackup', 'defaultVolumesToRestic'].find(
    (field) => spec[field] === true,
  );
  if (flag === undefined) return [];
  const lists = listsOfNamespaced(spec, isByScope(spec));
  if (leavesOut(lists, 'pods'))
    return [trapOf(templates.fsBackupSelectsNothingPods, `/${flag}`, {})];
  return leavesOut(lists, 'persistentvolumeclaims')
    ? [trapOf(templates.fsBackupSelectsNothingClaims, `/${flag}`, {})]
    : [];
}

function clusterScope(spec: Fields): ObjectFinding[] {
  if (!isByScope(spec)) return [];
  const { includes, includesField, excludes, excludesField } = scopedLists(spec, 'Cluster');
  const star = excludes.indexOf('*');
  if (star !== -1)
    return [trapOf(templates.clusterScopeByListNone, `/${excludesField}/${star}`, {})];
  const namesNamespaces = isRestriction(namesInField(spec, 'includedNamespaces'));
  if (!namesNamespaces) {
    const areSnapshots = includes.every((name) => name === '' || name === SNAPSHOT_CONTENTS);
    return areSnapshots ? [trapOf(templates.clusterScopeByListRelated, '', {})] : [];
  }
  const volumes = includes.findIndex((name) => builtInType(name)?.plural === 'persistentvolumes');
  return volumes === -1 || hasSelector(spec)
    ? []
    : [trapOf(templates.clusterScopeByListVolumes, `/${includesField}/${volumes}`, {})];
}

/** Velero itself takes it off the list. */
const SNAPSHOT_CONTENTS = 'volumesnapshotcontents.snapshot.storage.k8s.io';

function isRestriction(names: readonly string[]): boolean {
  return names.length > 0 && !names.includes('*');
}

function otherScopes(spec: Fields): ObjectFinding[] {
  return (['Namespace', 'Cluster'] as const).flatMap((scope) => {
    const lists = scopedLists(spec, scope);
    return [
      ...othersIn(scope, lists.includesField, lists.includes, lists.meansAllWhereEmpty),
      ...othersIn(scope, lists.excludesField, lists.excludes, false),
    ];
  });
}

/** @param meansAll true for a list that means every type where it is empty. */
function othersIn(
  scope: ListScope,
  field: string,
  names: readonly string[],
  meansAll: boolean,
): ObjectFinding[] {
  const isOther = (name: string) => {
    const isNamespaced = builtInType(name)?.isNamespaced;
    return isNamespaced !== undefined && isNamespaced !== (scope === 'Namespace');
  };
  const isCluster = scope === 'Namespace';
  const values = {
    scope: isCluster ? 'cluster-scoped' : 'namespaced',
    list: isCluster ? field.replace('Namespace', 'Cluster') : field.replace('Cluster', 'Namespace'),
  };
  const written = names.filter((name) => name !== '');
  if (meansAll && written.length > 0 && written.every(isOther)) {
    return [trapOf(templates.typeOfOtherScopeEmptied, `/${field}`, values)];
  }
  return names.flatMap((name, index) =>
    isOther(name)
      ? [trapOf(templates.typeOfOtherScopeDropped, `/${field}/${index}`, { name, ...values })]
      : [],
  );
}

/** Selectors that match what does not have a label, as most Namespaces. */
function selectors(spec: Fields): ObjectFinding[] {
  const each = [
    ['/labelSelector', spec['labelSelector']],
    ...listOf(spec['orLabelSelectors']).map((one, index) => [`/orLabelSelectors/${index}`, one]),
  ] as const;
  return each.flatMap(([path, selector]) =>
    isNegative(fieldsOf(selector))
      ? [trapOf(templates.selectorKeepsNamespacesNegative, String(path), {})]
      : [],
  );
}

function isNegative({ matchLabels, matchExpressions }: Fields): boolean {
  const expressions = listOf(matchExpressions).map((one) => fieldsOf(one)['operator']);
  return (
    Object.keys(fieldsOf(matchLabels)).length === 0 &&
    expressions.length > 0 &&
    expressions.every((operator) => operator === 'NotIn' || operator === 'DoesNotExist')
  );
}

/** True where a selector says something. */
export function hasSelector({ labelSelector, orLabelSelectors }: Fields): boolean {
  return [labelSelector, ...listOf(orLabelSelectors)].some(
    (selector) => Object.keys(fieldsOf(selector)).length > 0,
  );
}
