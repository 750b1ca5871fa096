import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { veleroObject } from '../testing/recorded-runs.js';

type Spec = Readonly<Record<string, unknown>>;

/** `rule path` of all that is found in an object. */
async function found(object: object, ...more: readonly string[]): Promise<readonly string[]> {
  const stdin = JSON.stringify(object);
  const { stdout } = await kbt(['validate', '-', '-o', 'json', ...more], { stdin });
  const { problems }: { problems: { rule: string; pointer: string }[] } = JSON.parse(stdout);
  return problems.map(({ rule, pointer }) => `${rule} ${pointer}`);
}

const inBackup = (spec: Spec, ...more: readonly string[]) =>
  found(veleroObject('Backup', spec), ...more);
const inSchedule = (schedule: string, template: Spec = {}) =>
  found(
    veleroObject('Schedule', { schedule, template: { includedNamespaces: ['a'], ...template } }),
  );

const FS = { includedNamespaces: ['a'], defaultVolumesToFsBackup: true };
const FS_FINDING = 'fs-backup-selects-nothing /spec/defaultVolumesToFsBackup';
const BY_LIST = 'cluster-scope-by-list';
const NAMESPACED = '/spec/includedNamespaceScopedResources';
const CLUSTER = '/spec/includedClusterScopedResources';

describe('file-system backup', () => {
  it.each<[string, Spec]>([
    ['types without pods', { includedResources: ['deployments', 'pvc', 'pv'] }],
    ['pods excluded', { excludedResources: ['Pod'] }],
    ['a pattern that pods match, excluded', { excludedResources: ['po*'] }],
    ['claims excluded', { excludedResources: ['pvc'] }],
    ['lists by scope', { includedNamespaceScopedResources: ['secrets'] }],
    ['by scope, excluded', { excludedNamespaceScopedResources: ['persistentvolumeclaims'] }],
    ['a short name in capitals, which names nothing', { includedResources: ['PO', 'pvc', 'pv'] }],
  ])('copies nothing: %s', async (_, spec) => {
    expect(await inBackup({ ...FS, ...spec })).toContain(FS_FINDING);
  });

  it.each<[string, Spec]>([
    ['every type', {}],
    ['a star', { includedResources: ['*'] }],
    ['by their kind', { includedResources: ['Pods', 'persistentvolumeclaim', 'pv'] }],
    ['a pattern', { includedResources: ['p*'] }],
    ['brackets, which may mean them', { includedResources: ['[p]*'] }],
    ['not asked for', { defaultVolumesToFsBackup: false, includedResources: ['secrets'] }],
  ])('may copy: %s', async (_, spec) => {
    expect(await inBackup({ ...FS, ...spec })).not.toContain(FS_FINDING);
  });
});

describe('lists by scope', () => {
  it.each<[string, Spec, readonly string[]]>([
    ['of excluded types', { excludedNamespaceScopedResources: ['secrets'] }, [`${BY_LIST} /spec`]],
    [
      'that exclude every cluster-scoped type',
      { excludedClusterScopedResources: ['*'] },
      [`${BY_LIST} /spec/excludedClusterScopedResources/0`],
    ],
    [
      'that take the volumes of other namespaces',
      { includedNamespaces: ['a'], includedClusterScopedResources: ['PersistentVolume'] },
      [`${BY_LIST} ${CLUSTER}/0`],
    ],
    [
      'that end up empty',
      { includedNamespaces: ['a'], includedNamespaceScopedResources: ['pv', 'sc'] },
      [`type-of-other-scope ${NAMESPACED}`],
    ],
    [
      'with one of the other scope',
      { includedNamespaces: ['a'], includedNamespaceScopedResources: ['pods', 'nodes'] },
      [`type-of-other-scope ${NAMESPACED}/1`],
    ],
    [
      'with a pattern that does not compile',
      { includedNamespaces: ['a'], excludedNamespaceScopedResources: ['conf[', 'secrets'] },
      ['glob-syntax /spec/excludedNamespaceScopedResources/0'],
    ],
    [
      'with empty names only',
      { includedNamespaces: ['a'], includedNamespaceScopedResources: [''] },
      [`empty-name ${NAMESPACED}/0`, `emptied-list ${NAMESPACED}`],
    ],
    [
      'of cluster-scoped types that end up empty: no other is saved',
      { includedClusterScopedResources: ['volumesnapshotcontents.snapshot.storage.k8s.io'] },
      [`${BY_LIST} /spec`],
    ],
    ['that are fine', { includedClusterScopedResources: ['*'] }, []],
  ])('are judged: %s', async (_, spec, expected) => {
    expect(await inBackup(spec)).toEqual(expected);
  });
});

describe('long lists of types', () => {
  it('are compared in time', async () => {
    const many = (start: string) => Array.from({ length: 8000 }, (_, index) => `${start}${index}`);
    const start = process.cpuUsage();
    const all = await inBackup({
      ...{ includedNamespaces: ['a'], excludedResources: [...many('y'), 'deploy'] },
      includedResources: [...many('x'), ...Array.from({ length: 8000 }, () => 'deployments')],
    });
    const { user, system } = process.cpuUsage(start);
    expect(all.filter((one) => one.startsWith('excluded-anyway'))).not.toEqual([]);
    expect((user + system) / 1e6).toBeLessThan(10);
  });
});

describe('selectors that the contract does not have', () => {
  const select = (...operators: readonly string[]) => ({
    matchExpressions: operators.map((operator) => ({
      key: 'a',
      operator,
      ...(operator.endsWith('In') ? { values: ['b'] } : {}),
    })),
  });

  it('match Namespaces where they only deny', async () => {
    const includedNamespaces = ['a'];
    for (const operator of ['NotIn', 'DoesNotExist']) {
      const found = await inBackup({ includedNamespaces, labelSelector: select(operator) });
      expect(found).toContain('selector-keeps-namespaces /spec/labelSelector');
    }
    const mixed = { includedNamespaces, labelSelector: select('NotIn', 'Exists') };
    expect(await inBackup(mixed)).toEqual(['selector-pulls-unlabelled /spec/labelSelector']);
  });

  it('are selectors for the lint as well', async () => {
    const found = await inBackup({ orLabelSelectors: [select('Exists')] });
    expect(found).toContain('selector-drops-namespaces /spec/orLabelSelectors');
  });
});

describe('how long Backups are kept', () => {
  it.each([
    ['0 0 * * 0', '24h', 'ttl-below-interval'],
    ['0 2 * * 1-5', '48h', 'ttl-below-interval'],
    ['0 0 1 * *', undefined, 'ttl-below-interval'],
    ['0 0 1 */2 *', '0s', 'ttl-below-interval'],
    ['@every 2h', '30m', 'ttl-below-collection'],
  ])('is too short for %s: %s', async (schedule, ttl, rule) => {
    expect(await inSchedule(schedule, ttl === undefined ? {} : { ttl })).toEqual([
      `${rule} /spec/template/ttl`,
    ]);
  });

  it.each([
    ['0 0 * * *', '24h'],
    ['0 0 * * 0', undefined],
    ['@every 6h', '6h'],
  ])('is long enough for %s: %s', async (schedule, ttl) => {
    expect(await inSchedule(schedule, ttl === undefined ? {} : { ttl })).toEqual([]);
  });
});

describe('what is not judged', () => {
  it('is named, and never fine without a word', async () => {
    const spec = {
      includedNamespaces: ['a'],
      hooks: { resources: [{ name: 'h' }] },
      datamover: 'other',
      resourcePolicy: { kind: 'configmap', name: 'p' },
    };
    const stdin = JSON.stringify(veleroObject('Backup', spec));
    const { stdout, exitCode } = await kbt(['validate', '-'], { stdin });
    expect(stdout).toMatch(/info\[not-judged\] Backup nightly: \/spec\/hooks is not judged/);
    expect(stdout).toContain('the data mover other is a plugin of others');
    expect(stdout).toContain('the policy is in the ConfigMap p');
    expect(stdout).toContain('3 notes in 1 document');
    expect(exitCode).toBe(0);
    expect(await inBackup({ includedNamespaces: ['a'], hooks: {}, datamover: 'velero' })).toEqual(
      [],
    );
  });
});
