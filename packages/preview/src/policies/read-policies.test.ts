import { describe, expect, it } from 'vitest';
import { readPolicies } from './read-policies.js';
import type { PolicySupport } from './support.js';

const ALL: PolicySupport = {
  includeExclude: true,
  fineFilters: true,
  global: true,
  claimLabels: true,
  volumeAttributes: true,
  claimPhase: true,
  claimModes: true,
  customAction: true,
};

function read(text: string, support = ALL) {
  return readPolicies(text, support);
}

/** The conditions of a volume policy with one condition. */
function conditionsOf(conditions: string) {
  const result = read(volumePolicy(conditions));
  return result.ok ? result.policies.volumePolicies[0]?.conditions : result.reason;
}

function volumePolicy(conditions: string, action = 'skip'): string {
  return `version: v1\nvolumePolicies:\n- conditions: {${conditions}}\n  action: {type: ${action}}\n`;
}

function filters(filter: string, namespaces = '[app]'): string {
  return `version: v1\nnamespacedFilterPolicies:\n- namespaces: ${namespaces}\n  resourceFilters: [${filter}]\n`;
}

function clusterFilters(filter: string): string {
  return `version: v1\nclusterScopedFilterPolicy: {resourceFilters: [${filter}]}\n`;
}

describe('a volume condition', () => {
  it.each([
    ['capacity: ""', { capacity: { lower: 0n, upper: 0n } }],
    ['capacity: " 1k , 2k "', { capacity: { lower: 10n ** 12n, upper: 2n * 10n ** 12n } }],
    ['capacity: "10k,"', { capacity: { lower: 10n ** 13n, upper: 0n } }],
    ['nfs: ', { nfs: undefined }],
    ['nfs: {}', { nfs: { server: '', path: '' } }],
    [
      'csi: {driver: d, volumeAttributes: {a: }}',
      { csi: { driver: 'd', volumeAttributes: { a: '' } } },
    ],
    [
      'csi: {driver: d, volumeAttributes: {1: x}}',
      { csi: { driver: 'd', volumeAttributes: { 1: 'x' } } },
    ],
    ['storageClass: [~]', { storageClass: [] }],
    ['pvcLabels: {a: 1.10, b: True, c: yes}', { pvcLabels: { a: '1.1', b: 'true', c: 'yes' } }],
    ['pvcAccessModes: [ReadWriteOnce]', { pvcAccessModes: ['ReadWriteOnce'] }],
  ])('is read: %s', (text, conditions) => {
    expect(conditionsOf(text)).toMatchObject(conditions);
  });

  it.each([
    ['capacity: " "', 'is not "from,to"'],
    ['capacity: 10', 'is not "from,to"'],
    ['capacity: "10GB,20GB"', 'is not a quantity'],
    ['capacity: "2,1"', 'ends before'],
    ['storageClass: gp2', 'is not a list'],
    ['csi: {volumeAttributes: {}}', 'without a driver'],
    ['pvcLabels: ', 'pvcLabels is not a map'],
    ['pvcLabels: {1: a}', 'pvcLabels is not a map'],
    ['pvcVolumeMode: ', 'pvcVolumeMode is not a text'],
    ['pvcVolumeMode: 1', 'pvcVolumeMode is not a text'],
    ['pvcAccessModes: [1]', 'pvcAccessModes is not a list'],
    ['size: 1', '"size", which is not known'],
  ])('is refused: %s', (text, reason) => {
    expect(conditionsOf(text)).toContain(reason);
  });
});

describe('a policy', () => {
  it.each([
    ['', 'is empty'],
    ['---', 'the version is ""'],
    ['version: v2', 'the version is "v2"'],
    ['version: v1\nresources: []', '"resources", which is not known'],
    [volumePolicy('', 'keep'), '"keep" is not an action'],
    [
      'version: v1\nincludeExcludePolicy: {includedClusterScopedResources: ["*"]}',
      'cannot hold "*"',
    ],
    [
      'version: v1\nincludeExcludePolicy: {includedNamespaceScopedResources: [a], excludedNamespaceScopedResources: [a]}',
      'both includes and excludes "a"',
    ],
    [filters('{kind: pods}'), '"kind", which is not known'],
    [filters('{}', '[]'), 'without namespaces'],
    [filters(''), 'without resourceFilters'],
    [filters('{kinds: [a]}', '["a**"]'), 'holds **'],
    [filters('{kinds: [a]}', '[a, a]'), 'has the namespace "a" twice'],
    [filters('{kinds: [a]}, {kinds: [b, a]}'), 'has the kind "a" twice'],
    [filters('{}, {kinds: ["*"]}'), 'two filters for all other kinds'],
    [filters('{names: [a]}'), 'names in a filter for all other kinds'],
    [filters('{kinds: [a], names: ["[a"]}'), 'cannot be compiled'],
    [
      filters('{labelSelector: {matchLabels: {a: b}}, orLabelSelectors: [{}]}'),
      'together with orLabelSelectors',
    ],
    [
      filters('{labelSelector: {matchExpressions: [{key: a, operator: notin}]}}'),
      'a label selector that has the operator "notin"',
    ],
    [clusterFilters(''), 'has no resourceFilters'],
    [clusterFilters('{}'), 'a filter without kinds'],
    [clusterFilters('{kinds: [a, a]}'), 'has the kind "a" twice'],
  ])('is refused: %j', (text, reason) => {
    const result = read(text);
    expect(result.ok ? '' : result.reason).toContain(reason);
  });

  it.each([
    filters('{labelSelector: {}, orLabelSelectors: [{}]}'),
    filters('{kinds: [pods, "*"]}, {}'),
    filters('{kinds: [pods], names: ["web-*"]}', '["app-*", "*"]'),
    clusterFilters('{kinds: [namespaces, "*"], excludedNames: [db]}'),
    'version: "v1"\nvolumePolicies: \nincludeExcludePolicy: ',
  ])('is taken: %j', (text) => {
    expect(read(text)).toMatchObject({ ok: true });
  });

  it('is refused by releases that do not know a part of it', () => {
    const parts: [keyof PolicySupport, string][] = [
      ['includeExclude', 'version: v1\nincludeExcludePolicy: {}'],
      ['fineFilters', filters('{kinds: [a]}')],
      ['fineFilters', clusterFilters('{kinds: [a]}')],
      ['claimPhase', volumePolicy('pvcPhase: [Bound]')],
      ['claimModes', volumePolicy('pvcVolumeMode: Block')],
      ['claimModes', volumePolicy('pvcAccessModes: [a]')],
      ['customAction', volumePolicy('', 'custom')],
    ];
    for (const [part, text] of parts) {
      expect(read(text).ok).toBe(true);
      expect(read(text, { ...ALL, [part]: false }).ok).toBe(false);
    }
  });
});
