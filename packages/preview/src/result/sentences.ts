import type { ExcludedRule, IncludedRule, PreviewRule, Relation } from '../rules.js';

/** The words between the asking and the asked object. */
const ASKING: Readonly<Record<Relation, string>> = {
  'pod-to-claim': 'mounts',
  'pod-to-priority-class': 'has the priority class',
  'claim-to-volume': 'is bound to',
  'claim-to-pod': 'is mounted by the running',
  'claim-to-volume-group': 'shares its volume group with',
  'account-to-binding': 'is a subject of',
  'account-to-role': 'is bound to',
  'resource-to-definition': 'is defined by',
};

const INCLUDED: Readonly<Record<Exclude<IncludedRule, Relation>, string>> = {
  'included-type': 'its namespace and its type are included',
  'cluster-scope-true': 'cluster-scoped objects are switched on',
  'cluster-scope-automatic':
    'cluster-scoped objects are left to Velero, no namespace is left out, and a resource filter is set',
  'cluster-scope-named': 'its type is among the included cluster-scoped ones',
  'cluster-scope-unfiltered':
    'no filter is set, and this release then saves every cluster-scoped object',
  'namespace-by-name': 'the namespace lists let its name through',
  'namespace-by-labels': 'its own labels match the label selector',
  'namespace-holds-item': 'it holds an object that Velero lists',
};

const EXCLUDED: Readonly<Record<ExcludedRule, string>> = {
  'type-not-served': 'the cluster does not serve its type',
  'type-not-backupable': 'its type cannot be listed, created, read and deleted',
  'excluded-type': 'its type is excluded',
  'excluded-by-velero':
    'Velero itself excludes its type, since it makes and saves such objects itself',
  'not-an-included-type': 'its type is not among the included ones',
  'cluster-scope-false': 'cluster-scoped objects are switched off',
  'cluster-scope-namespaces-restricted':
    'it is cluster-scoped, which is left to Velero, and not every namespace is included',
  'cluster-scope-not-named':
    'it is cluster-scoped, its type is not named, and nothing that is saved refers to it',
  'unknown-type': 'Velero cannot resolve its type',
  'cohabiting-type': 'the same object is collected through another API group',
  'excluded-namespace': 'its namespace is excluded',
  'labelled-namespace': 'its namespace carries the label velero.io/exclude-from-backup=true',
  'not-an-included-namespace': 'its namespace is not among the included ones',
  'no-namespace-listed':
    'Velero does not list its namespace, though the lists would let it through',
  'label-selector': 'its labels do not match the label selector',
  'unusable-label-selector': 'Velero cannot list anything with this label selector',
  'policy-type': 'the resource policy for its namespace does not name its type',
  'policy-labels': 'its labels do not match the resource policy',
  'policy-name': 'its name does not match the resource policy',
  'exclude-label': 'it carries the label velero.io/exclude-from-backup=true',
  'being-deleted': 'it is being deleted',
  'namespace-not-active':
    'the namespace is not in the phase Active, and holds no object that is listed',
  'namespace-without-item':
    'its labels do not match the label selector, and it holds no object that does',
  'related-type-unknown': 'it asks for an object of a type that the cluster does not serve',
  'volume-error': 'Velero cannot handle the data of its volume, and then drops the object',
  'related-volume-error': 'Velero drops it with an object whose volume it cannot handle',
  'failed-validation': 'the Backup fails validation, so that nothing is saved',
  failed: 'the Backup fails before anything is collected',
  'server-crash': 'Velero crashes on the Backup, which stays InProgress until the server restarts',
};

/** The reason as a clause: `its namespace is excluded (/exclude_namespaces/0)`. */
export function becauseOf(rule: PreviewRule, paths: readonly string[]): string {
  const places = paths.length === 0 ? '' : ` (${paths.join(', ')})`;
  return `${clauseOf(rule)}${places}`;
}

function clauseOf(rule: PreviewRule): string {
  if (isAsking(rule)) return 'an object that is saved asks for it';
  return isIncluded(rule) ? INCLUDED[rule] : EXCLUDED[rule];
}

function isAsking(rule: PreviewRule): rule is Relation {
  return Object.hasOwn(ASKING, rule);
}

function isIncluded(rule: Exclude<PreviewRule, Relation>): rule is Exclude<IncludedRule, Relation> {
  return Object.hasOwn(INCLUDED, rule);
}

/** `persistentvolumeclaims app/data is bound to persistentvolumes pv-1`. */
export function asks(asker: string, relation: Relation, asked: string): string {
  return `${nameOf(asker)} ${ASKING[relation]} ${nameOf(asked)}`;
}

/** `deployments.apps app/web` for the key `deployments.apps/app/web`; one line, whatever the key holds. */
export function nameOf(key: string): string {
  const [resource = '', namespace = '', ...name] = key.split('/');
  const place = namespace === '' ? name.join('/') : `${namespace}/${name.join('/')}`;
  return oneLine(`${resource} ${place}`);
}

/** Control characters, line separators and text direction marks become `?`: none may forge a line. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
}
