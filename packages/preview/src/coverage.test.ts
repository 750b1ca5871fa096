import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverage, preview } from './index.js';
import { clusters, specs, VELERO_VERSIONS } from './test-data/arbitrary-clusters.js';
import { claim, inventory, namespace, object, pod } from './test-data/objects.js';

const CLUSTER = inventory(
  namespace('app'),
  pod('app/web', ['data'], {}),
  claim('app/data', 'pv-1'),
  object('persistentvolumes//pv-1'),
  namespace('db'),
  object('secrets/db/password'),
);

describe('coverage', () => {
  it('says which Backups save each object', () => {
    const { backups, objects } = coverage(
      [
        { name: 'app', spec: { include_namespaces: ['app'] } },
        { name: 'pods', spec: { includedNamespaces: ['*'], includedResources: ['pods'] } },
      ],
      CLUSTER,
    );
    expect(backups.map(({ name, included }) => [name, included])).toEqual([
      ['app', 4],
      ['pods', 1],
    ]);
    expect(objects.map(({ key, savedBy }) => [key, savedBy])).toEqual([
      ['namespaces//app', [0]],
      ['pods/app/web', [0, 1]],
      ['persistentvolumeclaims/app/data', [0]],
      ['persistentvolumes//pv-1', [0]],
      ['namespaces//db', []],
      ['secrets/db/password', []],
    ]);
  });

  it('goes on past a spec that fails, and past one that an API server refuses', () => {
    const { backups, objects } = coverage(
      [
        { name: 'both', spec: { includedNamespaces: ['app'], excludedNamespaces: ['app'] } },
        { name: 'typed', spec: JSON.parse('{"includedNamespaces": "app"}') },
        { name: 'all', spec: {} },
      ],
      CLUSTER,
    );
    expect(backups[0]).toMatchObject({ phase: 'FailedValidation', included: 0, failure: null });
    expect(backups[0]?.errors).toHaveLength(1);
    expect(backups[1]).toMatchObject({ phase: 'FailedValidation', included: 0, errors: [] });
    expect(backups[1]?.failure).toContain('includedNamespaces');
    expect(objects.every(({ savedBy }) => savedBy.join() === '2')).toBe(true);
  });

  it('saves what the previews of the specs save, one by one', () => {
    const several = fc.array(specs(), { maxLength: 4 });
    fc.assert(
      fc.property(several, clusters(), fc.constantFrom(...VELERO_VERSIONS), (all, cluster, at) => {
        const options = { veleroVersion: at };
        const named = all.map((spec, index) => ({ name: `${index}`, spec }));
        const { backups, objects } = coverage(named, cluster, { ...options, withVolumes: true });
        for (const [place, spec] of all.entries()) {
          const { phase, errors, failure, totals, decisions } = preview(spec, cluster, options);
          const { included } = totals;
          const volumes = preview(spec, cluster, options).volumes;
          expect(backups[place]).toEqual({
            name: `${place}`,
            phase,
            errors,
            failure,
            included,
            volumes,
          });
          expect(objects.map(({ savedBy }) => savedBy.includes(place))).toEqual(
            decisions.map((decision) => decision.included),
          );
        }
      }),
    );
  });
});
