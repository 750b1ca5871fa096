import { describe, expect, it } from 'vitest';
import { type InventoryObject, type PreviewSpec, preview, type VeleroState } from '../index.js';
import { claim, inventory, namespace, object, pod } from '../test-data/objects.js';

const POLICY: PreviewSpec = { resourcePolicy: { kind: 'configmap', name: 'p' } };
const SKIP = 'version: v1\nvolumePolicies: [{conditions: {}, action: {type: skip}}]';

function dropped(objects: readonly InventoryObject[], spec: PreviewSpec, velero: VeleroState = {}) {
  const cluster = { ...inventory(namespace('app'), ...objects), velero };
  const { decisions, phase } = preview(spec, cluster);
  const keys = decisions.flatMap(({ key, rule }) =>
    rule.endsWith('volume-error') ? [key.replace('persistentvolume', '')] : [],
  );
  return { keys, phase };
}

function withPolicy(policy: string): VeleroState {
  return { configMaps: [{ name: 'p', data: { policy } }] };
}

const AGENT = object('pods/velero/agent', {
  labels: { role: 'node-agent' },
  spec: { nodeName: 'node' },
  status: { phase: 'Running' },
});

/** A running pod with one volume without a claim. */
function withEmptyDir(phase = 'Running', annotations = {}): InventoryObject {
  const spec = { nodeName: 'node', volumes: [{ name: 'tmp', emptyDir: {} }] };
  return object('pods/app/web', { annotations, spec, status: { phase } });
}

describe('what Velero drops with any policy', () => {
  it('is a claim whose volume is gone, and the first pod that mounts it', () => {
    const objects = [
      claim('app/data', 'pv-gone'),
      pod('app/web-1', ['data']),
      pod('app/web-0', ['data']),
    ];
    expect(dropped(objects, POLICY, withPolicy(SKIP))).toEqual({
      keys: ['claims/app/data', 'pods/app/web-0'],
      phase: 'PartiallyFailed',
    });
    expect(dropped(objects, {})).toEqual({ keys: [], phase: 'Completed' });
  });

  /** Found by random pairs, and answered so by the server of 1.18.3: pods/web alone is collected. */
  it('is each claim of a volume group that joins by a claim that is dropped', () => {
    const labels = { 'velero.io/volume-group': 'g' };
    const objects = [
      claim('app/data', 'pv-gone', { labels }),
      claim('app/logs', 'pv-gone', { labels, status: {} }),
      pod('app/web', ['data']),
    ];
    const podsAlone =
      'version: v1\nnamespacedFilterPolicies: [{namespaces: [app], resourceFilters: [{kinds: [pods]}]}]';
    expect(dropped(objects, POLICY, withPolicy(podsAlone))).toEqual({
      keys: ['claims/app/data', 'claims/app/logs', 'pods/app/web'],
      phase: 'PartiallyFailed',
    });
  });

  it('is each pod whose claim no policy matches, and which has no volume', () => {
    const pending = claim('app/data', '', { status: { phase: 'Pending' } });
    const pods = [pod('app/web-0', ['data']), pod('app/web-1', ['data'])];
    const answer = dropped([pending, ...pods], POLICY, withPolicy('version: v1'));
    expect(answer.keys).toEqual(['pods/app/web-0', 'pods/app/web-1']);
    expect(dropped([pending, ...pods], POLICY, withPolicy(SKIP)).keys).toEqual([]);
  });

  it('is a volume whose claim is gone, unless it is skipped', () => {
    const released = object('persistentvolumes//pv-1', {
      spec: { claimRef: { namespace: 'app', name: 'gone' } },
    });
    const spec = { ...POLICY, includedClusterScopedResources: ['pv'] };
    expect(dropped([released], spec, withPolicy('version: v1')).keys).toEqual(['s//pv-1']);
    expect(dropped([released], spec, withPolicy(SKIP)).keys).toEqual([]);
    const ofCsi = { ...released, spec: { ...released.spec, csi: { driver: 'd' } } };
    const left = { ...withPolicy('version: v1'), server: { features: ['EnableCSI'] } };
    expect(dropped([ofCsi], spec, left).keys).toEqual([]);
    const bound = claim('app/data', 'pv-1');
    const pods = [bound, pod('app/web', ['data']), released];
    expect(dropped(pods, POLICY, withPolicy('version: v1')).keys).toEqual([
      'claims/app/data',
      'pods/app/web',
      's//pv-1',
    ]);
  });
});

describe('what Velero drops where files are to be copied', () => {
  const spec = { defaultVolumesToFsBackup: true };

  it('is a running pod on a node without a node agent', () => {
    expect(dropped([withEmptyDir()], spec)).toEqual({
      keys: ['pods/app/web'],
      phase: 'PartiallyFailed',
    });
    expect(dropped([withEmptyDir(), AGENT], spec).keys).toEqual([]);
    expect(dropped([withEmptyDir(), AGENT], spec, { namespace: 'other' }).keys).toContain(
      'pods/app/web',
    );
  });

  it('is not a pod that does not run', () => {
    expect(dropped([withEmptyDir('Succeeded')], spec)).toEqual({ keys: [], phase: 'Completed' });
  });

  it('is a pod that names a volume in its annotation', () => {
    const annotations = { 'backup.velero.io/backup-volumes': 'tmp' };
    expect(dropped([withEmptyDir('Running', annotations)], {}).keys).toEqual(['pods/app/web']);
  });

  /** Found by random pairs, and answered so by the server of 1.18.3: the claim is dropped with the first pod. */
  it('is each pod that copies from a claim whose volume is gone', () => {
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }];
    const web = (name: string) =>
      object(`pods/app/${name}`, {
        spec: { nodeName: 'node', volumes },
        status: { phase: 'Running' },
      });
    for (const phase of ['Bound', 'Lost']) {
      const objects = [
        claim('app/data', 'pv-gone', { status: { phase } }),
        web('web-0'),
        web('web-1'),
        AGENT,
      ];
      expect(dropped(objects, spec).keys.filter((key) => key.startsWith('pods'))).toEqual([
        'pods/app/web-0',
        'pods/app/web-1',
      ]);
    }
  });

  it('is a pod of which a claim does not exist', () => {
    expect(dropped([pod('app/web', ['gone']), AGENT], spec).keys).toEqual(['pods/app/web']);
  });
});
