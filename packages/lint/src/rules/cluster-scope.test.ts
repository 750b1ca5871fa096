import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';
import * as templates from '../generated/templates.js';
import { clusterScopeFindings } from './cluster-scope.js';
import { listsOf } from './lists.js';

/** Each finding's path and template. */
function findings(spec: K8sBackupTargetSpec) {
  const found = clusterScopeFindings(spec.include_cluster_resources ?? null, listsOf(spec));
  return [...found].map(({ path, template }) => [path, template]);
}

const NAMED = { include_namespaces: ['a'] } as const;
const LABELLED = { label_selector: { app: 'a' } } as const;

describe('clusterScopeFindings', () => {
  it.each([
    ['nothing is filtered', {}, templates.clusterScopeUndecidedUnfiltered],
    [
      '"*" names every namespace',
      { include_namespaces: ['*'] },
      templates.clusterScopeUndecidedUnfiltered,
    ],
    [
      'resources are excluded',
      { exclude_resources: ['pods'] },
      templates.clusterScopeUndecidedExcludes,
    ],
    [
      'resources are excluded from all',
      { include_resources: ['*'], exclude_resources: ['pods'] },
      templates.clusterScopeUndecidedExcludes,
    ],
    [
      'namespaces are excluded',
      { exclude_namespaces: ['a'] },
      templates.clusterScopeUndecidedExcluding,
    ],
    [
      'namespaces are excluded, and resources',
      { exclude_namespaces: ['a'], exclude_resources: ['pods'] },
      templates.clusterScopeUndecidedNamespaces,
    ],
    [
      'namespaces are excluded, and every resource is named',
      { exclude_namespaces: ['a'], include_resources: ['*'] },
      templates.clusterScopeUndecidedNamespaces,
    ],
  ] satisfies [string, K8sBackupTargetSpec, unknown][])(
    'says what an undecided scope means where %s',
    (_, spec, template) => {
      expect(findings(spec)).toEqual([['/include_cluster_resources', template]]);
    },
  );

  it.each([
    NAMED,
    { ...NAMED, exclude_resources: ['pods'] },
    { ...NAMED, exclude_namespaces: ['b'] },
    { include_resources: ['pods'] },
    { include_resources: ['*'] },
    { include_resources: ['pods'], exclude_namespaces: ['a'] },
  ] satisfies K8sBackupTargetSpec[])('lets the scope of %j be undecided', (spec) => {
    expect(findings(spec)).toEqual([]);
  });

  it.each([
    [{}, templates.clusterScopeNoneEverywhere],
    [{ include_namespaces: ['*'] }, templates.clusterScopeNoneEverywhere],
    [NAMED, templates.clusterScopeNoneNamed],
  ] satisfies [K8sBackupTargetSpec, unknown][])(
    'says what is lost without a cluster scope in %j',
    (spec, template) => {
      const none = { ...spec, include_cluster_resources: false };
      expect(findings(none)).toEqual([['/include_cluster_resources', template]]);
    },
  );

  it.each([
    [NAMED, templates.clusterScopeAllAll],
    [{ ...NAMED, include_resources: ['*'] }, templates.clusterScopeAllAll],
    [{ ...NAMED, ...LABELLED }, templates.clusterScopeAllAll],
    [{ ...NAMED, include_resources: ['pods', 'pv'] }, templates.clusterScopeAllVolumes],
  ] satisfies [K8sBackupTargetSpec, unknown][])(
    'says of %j that the whole cluster scope is more than the namespaces need',
    (spec, template) => {
      const all = { ...spec, include_cluster_resources: true };
      expect(findings(all)).toEqual([['/include_cluster_resources', template]]);
    },
  );

  it.each([
    {},
    { include_namespaces: ['*'] },
    { include_resources: ['pv'] },
    { ...NAMED, include_resources: ['pods'] },
    { ...NAMED, ...LABELLED, include_resources: ['pv'] },
  ] satisfies K8sBackupTargetSpec[])('lets %j have the whole cluster scope', (spec) => {
    expect(findings({ ...spec, include_cluster_resources: true })).toEqual([]);
  });

  it.each([
    'pvc',
    'pvc.',
    'persistentvolumeclaim',
    'persistentvolumeclaims.',
    'PersistentVolumeClaims',
  ])('warns of the claims %s without their volumes, where they are', (name) => {
    expect(findings({ include_resources: ['pods', name, 'pvc'] })).toEqual([
      ['/include_resources/1', templates.persistentVolumesLostClaims],
    ]);
  });

  it.each(['pv', 'pv.', 'persistentvolume', 'persistentvolumes.', 'PersistentVolumes'])(
    'finds the volumes %s next to their claims',
    (name) => {
      expect(findings({ include_resources: ['pvc', name] })).toEqual([]);
    },
  );

  it.each(['PV', 'xpersistentvolumes', 'persistentvolumesx', 'persistentvolumes.x', 'pv..'])(
    'does not take %s for volumes',
    (name) => {
      expect(findings({ include_resources: [name, 'pvc'] })).toEqual([
        ['/include_resources/1', templates.persistentVolumesLostClaims],
      ]);
    },
  );

  it.each([
    ['no claims', ['pods']],
    ['a short name that is not in lower case', ['PVC']],
    ['another type that ends like them', ['xpersistentvolumeclaims']],
    ['another type that begins like them', ['persistentvolumeclaimsx']],
    ['claims next to all types', ['*', 'pvc']],
  ])('loses no volumes by %s', (_, include_resources) => {
    expect(findings({ ...NAMED, include_resources })).toEqual([]);
  });
});
