import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

async function rules(object: object): Promise<readonly string[]> {
  const stdin = JSON.stringify(object);
  const { stdout } = await kbt(['validate', '-', '-o', 'json'], { stdin });
  return JSON.parse(stdout).problems.map((one: { rule: string }) => one.rule);
}

const configMap = (policy: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'p', namespace: 'velero' },
  data: { 'policy.yaml': policy },
});
const OPT_IN = 'backup.velero.io/backup-volumes';
const POD = { spec: { volumes: [{ name: 'a' }, { name: 'b' }] } };
const annotated = (names: string) => ({ metadata: { annotations: { [OPT_IN]: names } }, ...POD });

describe('kbt validate, of what objects say about volumes', () => {
  it('finds the traps of a policy, and why Velero refuses one', async () => {
    const entry = (conditions: string) =>
      `version: v1\nvolumePolicies:\n- conditions: ${conditions}\n  action: {type: skip}\n`;
    expect(await rules(configMap(entry('{nfs: }')))).toEqual(['policy-condition-empty']);
    expect(await rules(configMap(entry('{capacity: "0,5Gi"}')))).toEqual([
      'policy-capacity-from-zero',
    ]);
    expect(await rules(configMap(entry('{volumeTypes: [NFS]}')))).toEqual([
      'policy-volume-type-unknown',
    ]);
    expect(await rules(configMap(entry('{size: 1}')))).toEqual(['policy-invalid']);
    expect(await rules(configMap(entry('{csi: {}}')))).toEqual([]);
  });

  it('finds blanks and unknown names in the lists of pods and of workloads', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', ...annotated('a, b,c') };
    expect(await rules(pod)).toEqual(['volume-names-spaced', 'volume-name-unknown']);
    const set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      spec: { template: annotated('a, b') },
    };
    expect(await rules(set)).toEqual(['volume-names-spaced']);
    const job = { template: annotated('a,b') };
    const cron = { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: job } } };
    expect(await rules(cron)).toEqual([]);
  });

  it('finds an annotation on the workload itself', async () => {
    const metadata = { name: 'web', annotations: { [OPT_IN]: 'a' } };
    const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template: POD } };
    expect(await rules(web)).toEqual(['volume-annotation-misplaced']);
  });
});
