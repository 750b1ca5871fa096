import { lintForVelero } from '@k8s-backup-target/lint';
import { preview } from '@k8s-backup-target/preview';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FullSpec,
  specs,
  VELERO_VERSIONS,
} from '../../packages/preview/src/test-data/arbitrary-clusters.js';
import { GROUPS } from '../../packages/preview/src/test-data/discovery.js';

const EMPTY_CLUSTER = { groups: GROUPS, objects: [] };

/** A selector that Velero cannot use does not fail validation: it fails every list call. */
function withoutSelector(spec: FullSpec): FullSpec {
  return { ...spec, label_selector: null };
}

describe('lintForVelero', () => {
  it('finds an error exactly where the preview fails validation', () => {
    const judged = { passed: 0, failed: 0 };
    const pairs = fc.tuple(specs().map(withoutSelector), fc.constantFrom(...VELERO_VERSIONS));
    fc.assert(
      fc.property(pairs, ([spec, veleroVersion]) => {
        const findings = lintForVelero(spec, { veleroVersion });
        const hasError = findings.some(
          // A pattern that does not compile passes validation, and fails or is useless later.
          ({ severity, rule }) => severity === 'error' && rule !== 'glob-syntax',
        );
        const { phase } = preview(spec, EMPTY_CLUSTER, { veleroVersion });
        expect(hasError).toBe(phase === 'FailedValidation');
        judged[hasError ? 'failed' : 'passed'] += 1;
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(judged.passed, judged.failed)).toBeGreaterThan(100);
  });
});
