import { describe, expect, it } from 'vitest';
import { policyFaults } from '../index.js';

function policy(...conditions: readonly string[]): string {
  const entries = conditions.map((one) => `- conditions: ${one}\n  action: {type: skip}`);
  return ['version: v1', 'volumePolicies:', ...entries].join('\n');
}

const found = (text: string) => policyFaults(text).map(({ rule, place }) => `${rule} ${place}`);

describe('policyFaults', () => {
  it.each([
    ['{csi: {}}'],
    ['{}'],
    ['{capacity: "1Gi,5Gi"}'],
    ['{capacity: "0,5Gi", storageClass: [fast]}'],
    ['{capacity: "5Gi,"}'],
    ['{volumeTypes: [emptyDir, storageOS]}'],
    ['{pvcLabels: {a: b}}'],
  ])('finds nothing in %s', (conditions) => {
    expect(found(policy(conditions))).toEqual([]);
  });

  it.each([
    ['nfs', '{nfs: }'],
    ['csi', '{csi: ~}'],
    ['storageClass', '{storageClass: [~]}'],
    ['volumeTypes', '{volumeTypes: []}'],
    ['capacity', '{capacity: null}'],
  ])('finds that %s with nothing matches every volume', (name, conditions) => {
    expect(found(policy('{csi: {}}', conditions))).toEqual([
      `policy-condition-empty volumePolicies[1].conditions.${name}`,
    ]);
  });

  it('finds a capacity that begins at 0, which every emptyDir has', () => {
    expect(found(policy('{capacity: "0,5Gi"}', '{capacity: ",5Gi"}'))).toEqual([
      'policy-capacity-from-zero volumePolicies[0].conditions.capacity',
      'policy-capacity-from-zero volumePolicies[1].conditions.capacity',
    ]);
  });

  it('finds a type that no volume has', () => {
    expect(found(policy('{volumeTypes: [nfs, NFS, emptydir]}'))).toEqual([
      'policy-volume-type-unknown volumePolicies[0].conditions.volumeTypes',
      'policy-volume-type-unknown volumePolicies[0].conditions.volumeTypes',
    ]);
  });

  it.each(['', 'version: v2', policy('{size: 1}'), policy('{capacity: "10GB,"}')])(
    'says why Velero refuses %j',
    (text) => {
      expect(policyFaults(text)).toMatchObject([{ rule: 'policy-invalid', place: '' }]);
    },
  );

  it('goes by the release', () => {
    const text = policy('{pvcPhase: [Bound]}');
    expect(policyFaults(text)).toEqual([]);
    expect(policyFaults(text, { veleroVersion: '1.17.2' })).toHaveLength(1);
  });
});
