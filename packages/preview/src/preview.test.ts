import { describe, expect, it } from 'vitest';
import {
  chainOf,
  compare,
  explain,
  isPreviewSpecError,
  type PreviewResult,
  type PreviewSpec,
  preview,
} from './index.js';
import { GROUPS } from './test-data/discovery.js';
import { claim, inventory, namespace, object, pod } from './test-data/objects.js';

function includedKeys({ decisions }: PreviewResult): string[] {
  return decisions.flatMap(({ key, included }) => (included ? [key] : []));
}

const CLUSTER = inventory(
  namespace('app'),
  pod('app/web', ['data'], { labels: { app: 'web' } }),
  claim('app/data', 'pv-1'),
  object('persistentvolumes//pv-1'),
  object('configmaps/app/settings'),
  namespace('db'),
  object('secrets/db/password'),
);

describe('preview', () => {
  it('decides about every object, in the order of the inventory', () => {
    const { decisions, totals } = preview({}, CLUSTER);
    expect(decisions).toHaveLength(CLUSTER.objects.length);
    expect(decisions[3]).toMatchObject({
      key: 'persistentvolumes//pv-1',
      resource: 'persistentvolumes',
      namespace: '',
      name: 'pv-1',
    });
    expect(totals.included + totals.excluded).toBe(decisions.length);
  });

  it('counts by namespace and type', () => {
    const { totals } = preview({ include_namespaces: ['app'] }, CLUSTER);
    expect(totals).toMatchObject({ included: 5, excluded: 2 });
    expect(totals.byNamespace).toEqual([
      { namespace: '', included: 2, excluded: 1 },
      { namespace: 'app', included: 3, excluded: 0 },
      { namespace: 'db', included: 0, excluded: 1 },
    ]);
    expect(totals.byType).toContainEqual({ resource: 'namespaces', included: 1, excluded: 1 });
  });

  it('takes a Backup spec as well, with fields that select nothing', () => {
    const ours = preview({ include_namespaces: ['app'], ttl: '30d' }, CLUSTER);
    const backup = { includedNamespaces: ['app'], ttl: '720h0m0s', storageLocation: 'default' };
    expect(includedKeys(preview(backup, CLUSTER))).toEqual(includedKeys(ours));
  });

  it('fails in part by an invalid label, even where no namespace is listed', () => {
    const nothing = { includedNamespaces: ['no-such-*'] };
    const invalid = { ...nothing, labelSelector: { matchLabels: { 'a b': '' } } };
    expect(preview(invalid, CLUSTER).phase).toBe('PartiallyFailed');
    expect(preview({ ...nothing, labelSelector: {} }, CLUSTER).phase).toBe('Completed');
  });

  it('takes an empty selector of the contract for none, and one of a Backup literally', () => {
    expect(preview({ label_selector: {} }, CLUSTER).phase).toBe('Completed');
    const { phase, decisions, warnings } = preview({ labelSelector: {} }, CLUSTER);
    expect(phase).toBe('PartiallyFailed');
    expect(warnings.map(({ rule }) => rule)).toEqual(['unusable-label-selector']);
    expect(decisions.filter(({ included }) => included).map(({ key }) => key)).toEqual([
      'namespaces//app',
      'namespaces//db',
    ]);
  });

  it('uses the volume group label of a Backup spec', () => {
    const grouped = { labels: { group: 'g' } };
    const cluster = inventory(
      claim('app/a', 'pv-a', { labels: { group: 'g', app: 'web' } }),
      claim('app/b', 'pv-b', grouped),
    );
    const labelSelector = { matchLabels: { app: 'web' } };
    const spec = { labelSelector, volumeGroupSnapshotLabelKey: 'group' };
    expect(includedKeys(preview({ labelSelector }, cluster))).toHaveLength(1);
    expect(includedKeys(preview(spec, cluster))).toHaveLength(2);
  });

  it('reads a spec of a contract with more fields, where these are not set', () => {
    const published = { include_namespaces: ['app'], field_of_tomorrow: null };
    const known = preview({ include_namespaces: ['app'] }, CLUSTER);
    expect(preview(published, CLUSTER)).toEqual(known);
  });

  it.each<[PreviewSpec | string, string, string]>([
    [{ labelSelector: { matchExpressions: [{}] } }, '/labelSelector/matchExpressions/0/key', ''],
    [{ labelSelector: { app: 'web' } }, '/labelSelector/app', 'is not matchLabels or'],
    [{ labelSelector: 'app' }, '/labelSelector', 'is not an object'],
    [{ orLabelSelectors: {} }, '/orLabelSelectors', 'is not a list of label selectors'],
    [{ orLabelSelectors: [null] }, '/orLabelSelectors/0', 'is not a label selector'],
    [{ includedClusterScopedResources: 'pv' }, '/includedClusterScopedResources', 'is not a list'],
    [{ includedNamespaces: ['a'], include_resources: [] }, '/include_resources', 'with fields'],
    [{ includeNamespaces: [] }, '/includeNamespaces', 'is not a field'],
    [
      { ttl: '1d', include_resources: [], exclude_resource: [] },
      '/exclude_resource',
      'is not a field',
    ],
    ['pods', '', 'is not an object'],
  ] as never)('refuses the spec %j', (spec, path, reason) => {
    let thrown: unknown;
    try {
      preview(spec as PreviewSpec, CLUSTER);
    } catch (error) {
      thrown = error;
    }
    expect(isPreviewSpecError(thrown)).toBe(true);
    expect(thrown).toMatchObject({ code: 'invalid-preview-spec', path });
    expect(String(thrown)).toContain(reason);
  });

  it.each(['include_namespaces', 'exclude_resources'])(
    'says where %s has the wrong type',
    (field) => {
      const spec: unknown = { [field]: ['a', 7] };
      expect(() => preview(spec as PreviewSpec, CLUSTER)).toThrow(`/${field}/1 is not a string`);
    },
  );

  it('names the release whose rules it used, and says where it was not measured', () => {
    expect(preview({}, CLUSTER)).toMatchObject({ veleroVersion: '1.18.3', warnings: [] });
    const { veleroVersion, warnings } = preview({}, CLUSTER, { veleroVersion: 'v1.16.9' });
    expect(veleroVersion).toBe('1.16.2');
    expect(warnings.map(({ rule }) => rule)).toEqual(['release-not-measured']);
  });

  it('lists what validation finds, with where', () => {
    const spec = { include_resources: ['pods'], exclude_resources: ['*', 'pods'] };
    const { phase, errors } = preview({ ...spec, include_namespaces: ['a{b}', 'A'] }, CLUSTER);
    expect(phase).toBe('FailedValidation');
    expect(errors.map(({ rule, path }) => [rule, path])).toEqual([
      ['wildcard-excluded', '/exclude_resources/0'],
      ['include-and-exclude', '/exclude_resources/1'],
      ['namespace-name', '/include_namespaces/0'],
      ['namespace-name', '/include_namespaces/1'],
    ]);
  });

  it('points at the include where a labelled namespace is named', () => {
    const cluster = inventory(
      namespace('db', { labels: { 'velero.io/exclude-from-backup': 'true' } }),
    );
    const { errors } = preview({ include_namespaces: ['db'] }, cluster);
    expect(errors).toMatchObject([{ rule: 'include-and-exclude', path: '/include_namespaces/0' }]);
  });

  it('says why a Backup fails whose pattern cannot be compiled', () => {
    const { phase, failure } = preview({ include_namespaces: ['ns[z-a]'] }, CLUSTER);
    expect(phase).toBe('Failed');
    expect(failure).toContain('/include_namespaces/0: "ns[z-a]" cannot be compiled');
  });

  it('names entries that match no type, and what was meant', () => {
    const entries = ['pods', 'Deploy', 'deployments.v1.apps', 'v1/configmaps', 'conf*', 'ghosts'];
    const { unresolved } = preview({ include_resources: entries }, CLUSTER);
    expect(unresolved).toEqual([
      { path: '/include_resources/1', entry: 'Deploy', suggestion: 'deployments.apps' },
      {
        path: '/include_resources/2',
        entry: 'deployments.v1.apps',
        suggestion: 'deployments.apps',
      },
      { path: '/include_resources/3', entry: 'v1/configmaps', suggestion: 'configmaps' },
      { path: '/include_resources/5', entry: 'ghosts', suggestion: null },
    ]);
  });

  it('warns of a name that several groups serve', () => {
    const { warnings } = preview({ include_resources: ['widgets'] }, CLUSTER);
    expect(warnings).toMatchObject([
      { rule: 'shared-resource-name', paths: ['/include_resources/0'], partlyFails: false },
    ]);
  });

  it('warns of a pattern that makes those after it useless', () => {
    const spec = { include_resources: ['pods', '[z-a]'] };
    const { warnings, decisions } = preview(spec, CLUSTER);
    expect(warnings).toMatchObject([
      { rule: 'uncompilable-pattern', paths: ['/include_resources/1'] },
    ]);
    expect(decisions.some(({ included }) => included)).toBe(false);
  });

  it('tells a missing namespace, which partly fails the Backup', () => {
    const { phase, warnings } = preview({ include_namespaces: ['app', 'ghost'] }, CLUSTER);
    expect(phase).toBe('PartiallyFailed');
    expect(warnings).toMatchObject([
      { rule: 'missing-namespace', paths: ['/include_namespaces/1'] },
    ]);
  });

  it('tells a missing related object, which does not', () => {
    const { phase, warnings } = preview({}, inventory(claim('app/data', 'gone')));
    expect(phase).toBe('Completed');
    expect(warnings.map(({ rule }) => rule)).toEqual(['missing-related-object']);
  });

  it('is not fooled by names of Object.prototype', () => {
    const cluster = { groups: GROUPS, objects: [object('constructor/toString/__proto__')] };
    const { decisions } = preview({ label_selector: { constructor: 'x' } }, cluster);
    expect(decisions).toMatchObject([{ rule: 'type-not-served' }]);
  });
});

describe('chainOf', () => {
  it('leads from what was collected to what was pulled in', () => {
    const result = preview({ label_selector: { app: 'web' } }, CLUSTER);
    expect(chainOf(result, 'persistentvolumes//pv-1').map(({ key, rule }) => [key, rule])).toEqual([
      ['pods/app/web', 'included-type'],
      ['persistentvolumeclaims/app/data', 'pod-to-claim'],
      ['persistentvolumes//pv-1', 'claim-to-volume'],
    ]);
  });

  it('is empty for what is not in the backup', () => {
    expect(chainOf(preview({ include_namespaces: ['db'] }, CLUSTER), 'pods/app/web')).toEqual([]);
  });
});

describe('explain', () => {
  it('tells the chain', () => {
    const result = preview({ label_selector: { app: 'web' } }, CLUSTER);
    expect(explain(result, 'persistentvolumes//pv-1')).toEqual([
      'persistentvolumes pv-1 is in the backup.',
      'pods app/web is collected: its namespace and its type are included (/label_selector).',
      'pods app/web mounts persistentvolumeclaims app/data, so it is saved too.',
      'persistentvolumeclaims app/data is bound to persistentvolumes pv-1, so it is saved too.',
    ]);
  });

  it('tells who was denied', () => {
    const result = preview({ include_resources: ['pvc'] }, CLUSTER);
    expect(explain(result, 'persistentvolumes//pv-1')).toEqual([
      'persistentvolumes pv-1 is not in the backup: its type is not among the included ones (/include_resources).',
      'persistentvolumeclaims app/data is bound to persistentvolumes pv-1, but it is refused: its type is not among the included ones (/include_resources).',
    ]);
  });

  it('tells what validation found', () => {
    const result = preview({ include_namespaces: ['*', 'app'] }, CLUSTER);
    expect(explain(result, 'pods/app/web').at(-1)).toBe(
      '/include_namespaces/0: cannot be combined with other names, which Velero refuses.',
    );
  });

  it('says so where the inventory holds no such object, in one line', () => {
    expect(explain(preview({}, CLUSTER), 'pods/a/b\nforged')).toEqual([
      'pods/a/b forged is not in the inventory: write plural.group/namespace/name.',
    ]);
  });
});

describe('compare', () => {
  it('tells what a changed spec gains and loses, and why', () => {
    const before = preview({ include_namespaces: ['app'] }, CLUSTER);
    const after = preview({ include_namespaces: ['db'] }, CLUSTER);
    const { gained, lost, phase } = compare(before, after);
    expect(phase).toEqual({ before: 'Completed', after: 'Completed' });
    expect(gained.map(({ key }) => key)).toEqual(['namespaces//db', 'secrets/db/password']);
    expect(lost).toHaveLength(5);
    expect(lost[0]).toMatchObject({
      key: 'namespaces//app',
      decision: { rule: 'not-an-included-namespace' },
    });
  });

  it('tells an object that is gone', () => {
    const { lost } = compare(preview({}, CLUSTER), preview({}, inventory(namespace('app'))));
    expect(lost.find(({ key }) => key === 'namespaces//db')).toEqual({
      key: 'namespaces//db',
      decision: null,
    });
  });
});

describe('a volume group of 10,000 claims', () => {
  const labels = { 'velero.io/volume-group': 'g' };
  const numbers = Array.from({ length: 10_000 }, (_, index) => index);
  const claims = numbers.map((index) => claim(`app/data-${index}`, `pv-${index}`, { labels }));
  const volumes = numbers.map((index) => object(`persistentvolumes//pv-${index}`));
  const wanted = { ...labels, app: 'web' };
  const first = claim('app/first', 'pv-0', { labels: wanted });

  it('is previewed whole, with memory for each claim but not for each pair', {
    timeout: 120_000,
  }, () => {
    const cluster = inventory(namespace('app'), first, ...claims, ...volumes);
    const result = preview({ label_selector: { app: 'web' } }, cluster);
    expect(result.totals).toMatchObject({ included: 20_002, excluded: 0 });
    const pulled = result.decisions.find(({ key }) => key.endsWith('/data-9999'));
    expect(pulled).toMatchObject({ included: true, rule: 'claim-to-volume-group' });
  });
});
