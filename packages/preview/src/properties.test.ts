import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chainOf,
  compare,
  explain,
  isInventoryError,
  type PreviewResult,
  preview,
} from './index.js';
import { clusters, type FullSpec, specs, VELERO_VERSIONS } from './test-data/arbitrary-clusters.js';

const version = fc.constantFrom(...VELERO_VERSIONS);

/** The specs of which more means more: no cohabiting types, no patterns, nothing that fails. */
function plainSpecs(): fc.Arbitrary<FullSpec> {
  const resources = fc.constantFrom('pods', 'cm', 'pvc', 'ns', 'secrets', 'sa');
  return fc.record({
    include_namespaces: fc.constant(null),
    include_resources: fc.constant(null),
    exclude_namespaces: fc.subarray(['app', 'app-1', 'db']),
    exclude_resources: fc.array(resources, { maxLength: 2 }),
    include_cluster_resources: fc.constantFrom(true, false),
    label_selector: fc.constantFrom<Record<string, string> | null>(null, { app: 'web' }),
  });
}

function includedOf({ decisions }: PreviewResult): ReadonlySet<string> {
  return new Set(decisions.flatMap(({ key, included }) => (included ? [key] : [])));
}

describe('preview', () => {
  it('decides about every object once, and counts them all', () => {
    fc.assert(
      fc.property(specs(), clusters(), version, (spec, cluster, veleroVersion) => {
        const { decisions, totals } = preview(spec, cluster, { veleroVersion });
        expect(decisions).toHaveLength(cluster.objects.length);
        const included = decisions.filter((one) => one.included).length;
        expect(totals).toMatchObject({ included, excluded: decisions.length - included });
        for (const groups of [totals.byNamespace, totals.byType]) {
          expect(groups.reduce((sum, one) => sum + one.included, 0)).toBe(included);
        }
      }),
    );
  });

  it('does not depend on the order of the objects', () => {
    fc.assert(
      fc.property(specs(), clusters(), version, (spec, cluster, veleroVersion) => {
        const reversed = { ...cluster, objects: cluster.objects.toReversed() };
        const [one, other] = [cluster, reversed].map((of) => preview(spec, of, { veleroVersion }));
        expect(other && includedOf(other)).toEqual(one && includedOf(one));
        expect(other?.phase).toBe(one?.phase);
      }),
    );
  });

  it('explains every object, and leads every chain to one that was collected', () => {
    fc.assert(
      fc.property(specs(), clusters(), version, (spec, cluster, veleroVersion) => {
        const result = preview(spec, cluster, { veleroVersion });
        for (const { key, included } of result.decisions) {
          expect(explain(result, key).length).toBeGreaterThan(0);
          const chain = chainOf(result, key);
          expect(chain.length > 0).toBe(included);
          expect(chain.every((link) => link.included)).toBe(true);
          expect(chain[0]?.pulledBy).toBeUndefined();
        }
      }),
    );
  });

  it('saves nothing where validation fails, and nothing that carries the exclude label', () => {
    fc.assert(
      fc.property(specs(), clusters(), version, (spec, cluster, veleroVersion) => {
        const result = preview(spec, cluster, { veleroVersion });
        if (/^Failed/.test(result.phase)) expect(result.totals.included).toBe(0);
        const labelled = cluster.objects.filter(
          ({ labels }) => labels?.['velero.io/exclude-from-backup'] === 'true',
        );
        const included = includedOf(result);
        for (const { resource, namespace, name } of labelled) {
          expect(included).not.toContain(`${resource}/${namespace ?? ''}/${name}`);
        }
      }),
    );
  });

  it('saves no more for another excluded type', () => {
    fc.assert(
      fc.property(plainSpecs(), clusters(), version, (spec, cluster, veleroVersion) => {
        const more = { ...spec, exclude_resources: [...(spec.exclude_resources ?? []), 'deploy'] };
        const [before, after] = [spec, more].map((one) => preview(one, cluster, { veleroVersion }));
        if (before === undefined || after === undefined) throw new Error('no result');
        expect(compare(before, after).gained).toEqual([]);
      }),
    );
  });

  it('saves no more of what is in a namespace when another one is excluded', () => {
    fc.assert(
      fc.property(plainSpecs(), clusters(), version, (spec, cluster, veleroVersion) => {
        const more = { ...spec, exclude_namespaces: [...(spec.exclude_namespaces ?? []), 'web'] };
        const [before, after] = [spec, more].map((one) => preview(one, cluster, { veleroVersion }));
        if (before === undefined || after === undefined) throw new Error('no result');
        const { gained } = compare(before, after);
        expect(gained.filter(({ namespace }) => namespace !== '')).toEqual([]);
      }),
    );
  });

  it('takes any JSON for an inventory, or says what is wrong with it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), specs(), (value, spec) => {
        try {
          preview(spec, value as never);
        } catch (error) {
          expect(isInventoryError(error)).toBe(true);
        }
      }),
    );
  });
});
