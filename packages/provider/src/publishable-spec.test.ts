import { write } from '@k8s-backup-target/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishableSpec } from './publishable-spec.js';

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});
const likely = fc.record(
  {
    include_namespaces: fc.oneof(fc.array(fc.oneof(fc.string(), anything)), anything),
    label_selector: fc.oneof(fc.dictionary(fc.string(), anything), anything),
    ttl: fc.oneof(fc.constantFrom('72h', '30d', ''), fc.string(), anything),
    tll: anything,
  },
  { requiredKeys: [] },
);

/** Answers each read of a field in another way. */
function fickle(answers: readonly unknown[]): object {
  let reads = 0;
  const next = () => {
    const answer = answers[reads % answers.length];
    reads += 1;
    return answer;
  };
  return Object.defineProperties(
    {},
    { ttl: { get: next, enumerable: true }, include_namespaces: { get: next, enumerable: true } },
  );
}

describe('publishableSpec', () => {
  it('gives, for any value, a spec that is valid, or issues of one line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, likely), async (value) => {
        const result = await publishableSpec(() => value);
        if (!result.ok) {
          expect(result.issues.length).toBeGreaterThan(0);
          for (const { message } of result.issues)
            expect(message).toMatch(/^[^\n\r\u2028\u2029]+$/);
        } else if (result.value.spec !== null) {
          expect(write.K8sBackupTargetSpec.validate(result.value.spec).ok).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('has nothing to say of null', async () => {
    const value = { spec: null, warnings: [] };
    expect(await publishableSpec(() => null)).toEqual({ ok: true, value });
  });

  it('says so where a spec throws what has no text', async () => {
    const mute = { toString: () => JSON.parse('[') };
    const spec = {
      get ttl() {
        throw mute;
      },
    };
    const result = await publishableSpec(() => spec);
    expect(result.ok ? [] : result.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining('an error without a text'),
    ]);
  });

  it('publishes nothing that was not checked, however often a value changes', async () => {
    const answers = fc.array(fc.oneof(fc.constantFrom('72h', ['a'], null, '*'), anything), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(answers, async (all) => {
        const result = await publishableSpec(() => fickle(all));
        if (result.ok) expect(write.K8sBackupTargetSpec.validate(result.value.spec).ok).toBe(true);
      }),
    );
  });
});
