/** Filters of Velero that a spec of the contract cannot set. */
import { describe, expect, it } from 'vitest';
import { type PreviewResult, type PreviewSpec, preview } from './index.js';
import { claim, inventory, namespace, object } from './test-data/objects.js';

const CLUSTER = inventory(
  namespace('app', { labels: { team: 'a' } }),
  object('configmaps/app/web', { labels: { app: 'web' } }),
  object('secrets/app/web', { labels: { app: 'web', tier: 'front' } }),
  object('volumesnapshots.snapshot.storage.k8s.io/app/snap'),
  claim('app/data', 'pv-1'),
  object('persistentvolumes//pv-1'),
  object('storageclasses.storage.k8s.io//fast'),
  namespace('db'),
  object('configmaps/db/api', { labels: { app: 'api' } }),
);

function includedKeys({ decisions }: PreviewResult): string[] {
  return decisions.flatMap(({ key, included }) => (included ? [key] : [])).sort();
}

function ofTypes(spec: PreviewSpec, veleroVersion = '1.18.3'): string[] {
  return includedKeys(preview(spec, CLUSTER, { veleroVersion })).map((key) =>
    key.replace(/^([a-z]+)[^/]*\/(.*)$/, '$1/$2'),
  );
}

describe('lists by scope', () => {
  it('select namespaced types, and cluster-scoped ones that are named', () => {
    const spec = {
      includedNamespaceScopedResources: ['cm'],
      includedClusterScopedResources: ['storageclass'],
    };
    expect(ofTypes(spec)).toEqual([
      'configmaps/app/web',
      'configmaps/db/api',
      'namespaces//app',
      'namespaces//db',
      'storageclasses//fast',
    ]);
  });

  it('may exclude every type of a scope, Namespace objects among them', () => {
    expect(ofTypes({ excludedClusterScopedResources: ['*'] })).toEqual([
      'configmaps/app/web',
      'configmaps/db/api',
      'persistentvolumeclaims/app/data',
      'secrets/app/web',
    ]);
    expect(ofTypes({ excludedNamespaceScopedResources: ['*'] })).toEqual([
      'namespaces//app',
      'namespaces//db',
    ]);
  });

  it.each([[['storageclasses']], [['']], [['volumesnapshots.snapshot.storage.k8s.io']]])(
    'mean everything where %j leaves nothing in the include list',
    (includedNamespaceScopedResources) => {
      expect(ofTypes({ includedNamespaceScopedResources })).toContain('secrets/app/web');
    },
  );

  it('save nothing where only a short name is left of what Velero excludes itself', () => {
    expect(ofTypes({ includedNamespaceScopedResources: ['vs'] })).toEqual([
      'namespaces//app',
      'namespaces//db',
    ]);
  });

  it('lose what sorts after a pattern that does not compile', () => {
    const saved = (excludedNamespaceScopedResources: string[]) =>
      ofTypes({ excludedNamespaceScopedResources }).includes('secrets/app/web');
    expect(saved(['conf[', 'secrets'])).toBe(true);
    expect(saved(['zz[', 'secrets'])).toBe(false);
  });

  it('point to the list, or to the entry, that decided', () => {
    const spec = {
      includedNamespaceScopedResources: ['cm'],
      excludedClusterScopedResources: ['sc'],
    };
    const { decisions } = preview(spec, CLUSTER);
    const pathsOf = (key: string) => decisions.find((one) => one.key === key)?.paths;
    expect(pathsOf('secrets/app/web')).toEqual(['/includedNamespaceScopedResources']);
    expect(pathsOf('storageclasses.storage.k8s.io//fast')).toEqual([
      '/excludedClusterScopedResources/0',
    ]);
  });

  it.each<[PreviewSpec, string[]]>([
    [{ includedClusterScopedResources: ['*', 'pv'] }, ['scoped-list']],
    [{ excludedNamespaceScopedResources: ['*', 'cm'] }, ['scoped-list']],
    [
      { includedClusterScopedResources: ['pv'], excludedClusterScopedResources: ['*'] },
      ['scoped-list'],
    ],
    [
      { includedNamespaceScopedResources: ['cm'], excludedNamespaceScopedResources: ['cm'] },
      ['scoped-list'],
    ],
    [
      {
        includedNamespaceScopedResources: ['secret'],
        excludedNamespaceScopedResources: ['secrets'],
      },
      [],
    ],
    [{ includedResources: ['cm'], includedClusterScopedResources: ['pv'] }, ['mixed-filters']],
    [{ includeClusterResources: false, excludedClusterScopedResources: ['pv'] }, ['mixed-filters']],
    [{ includedResources: [], includedClusterScopedResources: ['pv'] }, []],
    [{ includedResources: ['cm'], includedClusterScopedResources: ['*', 'pv'] }, ['mixed-filters']],
  ])('are validated: %j', (spec, rules) => {
    const { errors, phase } = preview(spec, CLUSTER);
    expect(errors.map(({ rule }) => rule)).toEqual(rules);
    expect(phase === 'FailedValidation').toBe(rules.length > 0);
  });

  it('are validated in 1.16 even where they are not used', () => {
    const spec = { includedResources: ['cm'], includedClusterScopedResources: ['*', 'pv'] };
    const { errors } = preview(spec, CLUSTER, { veleroVersion: '1.16.2' });
    expect(errors.map(({ rule }) => rule)).toEqual(['mixed-filters', 'scoped-list']);
  });

  it('save the snapshots of others in 1.16', () => {
    const spec = { includedNamespaceScopedResources: ['vs'] };
    expect(ofTypes(spec, '1.16.2')).toContain('volumesnapshots/app/snap');
  });
});

describe('label selectors', () => {
  it.each<[string, string[] | undefined, string[]]>([
    ['In', ['web'], ['configmaps/app/web', 'namespaces//app', 'secrets/app/web']],
    [
      'NotIn',
      ['web'],
      [
        'configmaps/db/api',
        'namespaces//app',
        'namespaces//db',
        'persistentvolumeclaims/app/data',
        'persistentvolumes//pv-1',
      ],
    ],
    [
      'Exists',
      undefined,
      [
        'configmaps/app/web',
        'configmaps/db/api',
        'namespaces//app',
        'namespaces//db',
        'secrets/app/web',
      ],
    ],
    [
      'DoesNotExist',
      [],
      [
        'namespaces//app',
        'namespaces//db',
        'persistentvolumeclaims/app/data',
        'persistentvolumes//pv-1',
      ],
    ],
  ])('know the operator %s', (operator, values, keys) => {
    const spec = { labelSelector: { matchExpressions: [{ key: 'app', operator, values }] } };
    expect(ofTypes(spec)).toEqual(keys);
  });

  it.each([
    [{ key: 'app', operator: 'notin', values: ['web'] }, 'does not know'],
    [{ key: 'app', operator: 'In' }, 'without values'],
    [{ key: 'app', operator: 'Exists', values: ['web'] }, 'with values'],
    [{ key: 'a b', operator: 'Exists' }, 'not valid for a label'],
    [{ key: 'app', operator: 'In', values: ['a b'] }, 'cannot have'],
  ])('that are not usable make every list call fail: %j', (requirement, why) => {
    const spec = { labelSelector: { matchExpressions: [requirement] } };
    const { phase, warnings } = preview(spec, CLUSTER);
    expect(phase).toBe('PartiallyFailed');
    expect(warnings.map(({ message }) => message).join()).toContain(why);
  });

  it('may be several, of which one has to match', () => {
    const orLabelSelectors = [{ matchLabels: { app: 'api' } }, { matchLabels: { tier: 'front' } }];
    expect(ofTypes({ orLabelSelectors })).toEqual([
      'configmaps/db/api',
      'namespaces//app',
      'namespaces//db',
      'secrets/app/web',
    ]);
    const { decisions } = preview({ orLabelSelectors }, CLUSTER);
    expect(decisions.find(({ key }) => key === 'configmaps/app/web')).toMatchObject({
      rule: 'label-selector',
      paths: ['/orLabelSelectors'],
    });
  });

  it('fail all list calls where one of several is empty', () => {
    const { phase, warnings } = preview(
      { orLabelSelectors: [{ matchLabels: { app: 'web' } }, {}] },
      CLUSTER,
    );
    expect(phase).toBe('PartiallyFailed');
    expect(warnings).toMatchObject([{ paths: ['/orLabelSelectors/1'] }]);
  });

  it('of both kinds are refused, an empty list among them, which alone selects all', () => {
    const labelSelector = { matchLabels: { app: 'web' } };
    const both = preview({ labelSelector, orLabelSelectors: [] }, CLUSTER);
    expect(both.errors.map(({ rule }) => rule)).toEqual(['two-selectors']);
    expect(ofTypes({ orLabelSelectors: [] })).toEqual(ofTypes({}));
  });

  it('crash Velero where one of several is not a selector and Namespaces are read', () => {
    const orLabelSelectors = [{ matchExpressions: [{ key: 'app', operator: 'In' }] }];
    const crashed = preview({ orLabelSelectors }, CLUSTER);
    expect(crashed).toMatchObject({ phase: 'InProgress', totals: { included: 0 } });
    expect(crashed.failure).toContain('/orLabelSelectors/0: a selector that has the operator In');
    const unread = preview({ orLabelSelectors, includeClusterResources: false }, CLUSTER);
    expect(unread.phase).toBe('PartiallyFailed');
  });
});
