/** For each rule a spec and a cluster on which a preview answers with it. */
import type { Inventory, InventoryObject, PreviewRule, PreviewSpec } from '../index.js';
import { binding, claim, inventory, namespace, object, pod } from './objects.js';

/** A spec and a cluster in which a rule decides about `key`, which is the last object where it is not named. */
export interface RuleCase {
  readonly spec: PreviewSpec;
  readonly objects: readonly InventoryObject[];
  readonly key?: string;
  readonly veleroVersion?: string;
  readonly paths?: readonly string[];
  /** The text of the policy `p`. */
  readonly policy?: string;
}

const APP = namespace('app');
const WEB = object('configmaps/app/web');
const DB = [namespace('db'), object('configmaps/db/web')];
const VOLUME = object('persistentvolumes//pv-1');
const DEFINITION = object('customresourcedefinitions.apiextensions.k8s.io//widgets.example.com');
const ROLE = object('clusterroles.rbac.authorization.k8s.io//reader');
const EXCLUDED = { labels: { 'velero.io/exclude-from-backup': 'true' } };

const POLICY = { resourcePolicy: { kind: 'configmap', name: 'p' } };

/** A policy with one filter for one namespace. */
function policyFor(namespace: string, filter: string): string {
  const policies = `[{namespaces: [${namespace}], resourceFilters: [${filter}]}]`;
  return `{version: v1, namespacedFilterPolicies: ${policies}}`;
}

/** A case for each rule that decides about an object. */
export const RULE_CASES: Readonly<Record<PreviewRule, RuleCase>> = {
  'included-type': {
    spec: { include_namespaces: ['app'], include_resources: ['cm'] },
    objects: [APP, WEB],
    paths: ['/include_namespaces/0', '/include_resources/0'],
  },
  'cluster-scope-true': {
    spec: { include_cluster_resources: true },
    objects: [VOLUME],
    paths: ['/include_cluster_resources'],
  },
  'cluster-scope-automatic': { spec: { exclude_resources: ['secrets'] }, objects: [VOLUME] },
  'cluster-scope-named': {
    spec: { includedClusterScopedResources: ['pv'] },
    objects: [VOLUME],
    paths: ['/includedClusterScopedResources/0'],
  },
  'cluster-scope-unfiltered': { spec: {}, objects: [VOLUME], veleroVersion: '1.16.2' },
  'namespace-by-name': {
    spec: { include_namespaces: ['a*'] },
    objects: [APP, ...DB],
    key: 'namespaces//app',
    paths: ['/include_namespaces/0'],
  },
  'namespace-by-labels': {
    spec: { label_selector: { app: 'web' } },
    objects: [namespace('app', { labels: { app: 'web' } })],
    paths: ['/label_selector'],
  },
  'namespace-holds-item': {
    spec: { exclude_namespaces: ['app'] },
    objects: [WEB, APP],
    veleroVersion: '1.18.0',
  },
  'pod-to-claim': {
    spec: { label_selector: { app: 'web' } },
    objects: [pod('app/web', ['data'], { labels: { app: 'web' } }), claim('app/data', 'pv-1')],
  },
  'pod-to-priority-class': {
    spec: { include_namespaces: ['app'] },
    objects: [
      pod('app/web', [], { spec: { priorityClassName: 'gold' } }),
      object('priorityclasses.scheduling.k8s.io//gold'),
    ],
  },
  'claim-to-volume': { spec: {}, objects: [claim('app/data', 'pv-1'), VOLUME] },
  'claim-to-pod': {
    spec: { label_selector: { app: 'web' } },
    objects: [claim('app/data', 'pv-1', { labels: { app: 'web' } }), pod('app/web', ['data'])],
  },
  'claim-to-volume-group': {
    spec: { label_selector: { app: 'web' } },
    objects: [
      claim('app/data', 'pv-1', { labels: { app: 'web', 'velero.io/volume-group': 'g' } }),
      claim('app/logs', 'pv-2', { labels: { 'velero.io/volume-group': 'g' } }),
    ],
  },
  'account-to-binding': {
    spec: {},
    objects: [object('serviceaccounts/app/runner'), binding('b', 'reader', 'app/runner')],
  },
  'account-to-role': {
    spec: {},
    objects: [object('serviceaccounts/app/runner'), binding('b', 'reader', 'app/runner'), ROLE],
  },
  'resource-to-definition': {
    spec: {},
    objects: [object('widgets.example.com/app/w'), DEFINITION],
  },
  'type-not-served': { spec: {}, objects: [object('gadgets.example.com/app/g')] },
  'type-not-backupable': { spec: {}, objects: [object('componentstatuses//etcd')] },
  'excluded-type': {
    spec: { exclude_resources: ['secrets', 'conf*'] },
    objects: [WEB],
    paths: ['/exclude_resources/1'],
  },
  'excluded-by-velero': {
    spec: {},
    objects: [object('volumesnapshots.snapshot.storage.k8s.io/app/s')],
  },
  'not-an-included-type': {
    spec: { include_resources: ['pods'] },
    objects: [WEB],
    paths: ['/include_resources'],
  },
  'cluster-scope-false': {
    spec: { include_cluster_resources: false },
    objects: [VOLUME],
    paths: ['/include_cluster_resources'],
  },
  'cluster-scope-namespaces-restricted': {
    spec: { include_namespaces: ['app'], exclude_resources: ['pods'] },
    objects: [...DB, VOLUME],
  },
  'cluster-scope-not-named': { spec: {}, objects: [VOLUME] },
  'unknown-type': { spec: {}, objects: [object('twins.a.io/app/x')] },
  'cohabiting-type': {
    spec: {},
    objects: [object('events/app/e'), object('events.events.k8s.io/app/e')],
  },
  'excluded-namespace': {
    spec: { exclude_namespaces: ['other', 'd?'] },
    objects: DB,
    paths: ['/exclude_namespaces/1'],
  },
  'labelled-namespace': { spec: {}, objects: [namespace('app', EXCLUDED), WEB] },
  'not-an-included-namespace': {
    spec: { include_namespaces: ['app'] },
    objects: [APP, ...DB],
    paths: ['/include_namespaces'],
  },
  'no-namespace-listed': {
    spec: { include_namespaces: ['a*'] },
    objects: [APP, WEB],
    veleroVersion: '1.17.2',
    paths: ['/include_namespaces/0'],
  },
  'label-selector': {
    spec: { label_selector: { app: 'web' } },
    objects: [object('configmaps/app/web', { labels: { app: 'db' } })],
    paths: ['/label_selector'],
  },
  'unusable-label-selector': {
    spec: { labelSelector: {} },
    objects: [WEB],
    paths: ['/labelSelector'],
  },
  'policy-type': {
    spec: POLICY,
    policy: policyFor('app', '{kinds: [secrets]}'),
    objects: [APP, WEB],
    paths: ['/resourcePolicy'],
  },
  'policy-labels': {
    spec: POLICY,
    policy: policyFor('app', '{labelSelector: {matchLabels: {app: web}}}'),
    objects: [APP, WEB],
    paths: ['/resourcePolicy'],
  },
  'policy-name': {
    spec: POLICY,
    policy: policyFor('app', '{kinds: [cm], excludedNames: [w*]}'),
    objects: [APP, WEB],
    paths: ['/resourcePolicy'],
  },
  'exclude-label': { spec: {}, objects: [object('configmaps/app/web', EXCLUDED)] },
  'being-deleted': {
    spec: {},
    objects: [object('configmaps/app/web', { deletionTimestamp: '2026-01-01T00:00:00Z' })],
  },
  'namespace-not-active': {
    spec: {},
    objects: [namespace('app', { status: { phase: 'Terminating' } })],
  },
  'namespace-without-item': {
    spec: { label_selector: { app: 'web' } },
    objects: [APP],
    paths: ['/label_selector'],
  },
  'related-type-unknown': {
    spec: {},
    objects: [pod('app/web', [], { spec: { priorityClassName: 'gold' } })],
  },
  'volume-error': {
    spec: POLICY,
    policy: 'version: v1',
    objects: [APP, claim('app/data', 'pv-gone')],
  },
  'related-volume-error': {
    spec: POLICY,
    policy: 'version: v1\nvolumePolicies: [{conditions: {}, action: {type: skip}}]',
    objects: [APP, claim('app/data', 'pv-gone'), pod('app/web', ['data'])],
  },
  'failed-validation': { spec: { include_namespaces: ['*', 'app'] }, objects: [WEB] },
  failed: { spec: { include_namespaces: ['[a-z0-9]*'] }, objects: [WEB] },
  'server-crash': {
    spec: { orLabelSelectors: [{}, { matchExpressions: [{ key: 'app', operator: 'notin' }] }] },
    objects: [APP, WEB],
  },
};

/** The cluster of a rule's case. */
export function inventoryOf(rule: PreviewRule): Inventory {
  const { objects, policy } = RULE_CASES[rule];
  const velero =
    policy === undefined ? undefined : { configMaps: [{ name: 'p', data: { policy } }] };
  return { groups: groupsFor(rule), objects, velero };
}

/** Clusters that the usual discovery table does not have. */
function groupsFor(rule: PreviewRule): Inventory['groups'] {
  const { groups } = inventory();
  const verbs = ['create', 'delete', 'get', 'list'];
  const twin = { kind: 'Twin', singular: 'one', namespaced: true, verbs };
  if (rule === 'related-type-unknown') {
    return groups.filter(({ groupVersion }) => groupVersion !== 'scheduling.k8s.io/v1');
  }
  if (rule !== 'unknown-type') return groups;
  const resources = [
    { ...twin, name: 'twins' },
    { ...twin, name: 'others', singular: 'twins' },
  ];
  return [...groups, { groupVersion: 'a.io/v1', resources }];
}
