import { join } from 'node:path';
import { writeReport } from '@k8s-backup-target/tools/report';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VELERO_VERSION } from './build.js';
import { type Comparison, PreviewLab } from './preview-lab.js';
import { arbitraryBackups, BACKUPS_AT_ONCE } from './random/arbitrary-backup.js';
import { arbitraryCluster } from './random/arbitrary-cluster.js';
import { Coverage } from './random/coverage.js';
import { type Case, shrink, vectorOf } from './random/shrink.js';

const COUNT = Number(process.env['E2E_COUNT'] ?? 200);
const SEED = Number(process.env['E2E_SEED'] ?? 20_261_124);
/** So many pairs reach every rule, with nearly every seed (see `random/reach.test.ts`). */
const ENOUGH_FOR_EVERY_RULE = 200;
const HOURS = 7_200_000;

let lab: PreviewLab;
const coverage = new Coverage();

beforeAll(async () => {
  lab = await PreviewLab.start();
});

afterAll(() => lab?.close());

/** The first pair on which preview and server differ, or undefined where they agree on all. */
async function firstDisagreement(count: number, veleroVersion?: string): Promise<Case | undefined> {
  const numRuns = Math.ceil(count / BACKUPS_AT_ONCE);
  const pairs = fc.sample(fc.tuple(arbitraryCluster, arbitraryBackups), { numRuns, seed: SEED });
  for (const [objects, tried] of pairs) {
    const comparisons = await lab.compareAll(objects, tried, veleroVersion);
    if (veleroVersion === undefined) for (const comparison of comparisons) coverage.add(comparison);
    const disagreed = comparisons.find(({ differences }) => differences.length > 0);
    if (disagreed !== undefined) {
      const { backup, policy } = disagreed;
      return { objects, backup, policy };
    }
  }
  return undefined;
}

async function smallest(found: Case, veleroVersion?: string): Promise<Case & Comparison> {
  const compare = async ({ objects, ...asked }: Case): Promise<Comparison | undefined> =>
    (await lab.compareAll(objects, [asked], veleroVersion))[0];
  const differs = async (tried: Case): Promise<boolean> => {
    const comparison = await compare(tried);
    return comparison !== undefined && comparison.differences.length > 0;
  };
  const shrunk = await shrink(found, differs);
  const comparison = await compare(shrunk);
  if (comparison === undefined) throw new Error('Nothing was compared.');
  return { ...shrunk, ...comparison };
}

async function describeSmallest(found: Case): Promise<string> {
  const shrunk = await smallest(found);
  const vector = JSON.stringify(vectorOf(shrunk, shrunk.outcome));
  return [...shrunk.differences, 'The smallest case, as a vector:', vector].join('\n');
}

/** What was compared, and how the Backups ended: the judge's own words. */
function report(pairs: number, failures: number, ms: number): void {
  const details = {
    judge: `Velero ${VELERO_VERSION}'s own server on a Kubernetes API server`,
    ...coverage.figures(),
  };
  const command = `npm run e2e -- --count ${COUNT} --seed ${SEED} tests/kubernetes/random`;
  const told = { command, seed: SEED, count: pairs, failures, seconds: Math.round(ms / 1000) };
  writeReport('random-pairs', { ...told, details }, join(import.meta.dirname, '../..'));
}

describe(`the preview of ${COUNT} random pairs of cluster and Backup, seed ${SEED}`, () => {
  it(
    'agrees with the tarball object by object',
    async () => {
      const began = Date.now();
      const found = await firstDisagreement(COUNT);
      report(coverage.pairs, found === undefined ? 0 : 1, Date.now() - began);
      expect(found && (await describeSmallest(found))).toBeUndefined();
    },
    HOURS,
  );

  it('reaches every rule', () => {
    console.log(`Objects by the rule that decided:\n${coverage.lines().join('\n')}`);
    expect(COUNT < ENOUGH_FOR_EVERY_RULE ? [] : coverage.missing()).toEqual([]);
  });
});

describe('a preview by the rules of another release', () => {
  it('is found out, and the case is shrunk', async () => {
    const found = await firstDisagreement(COUNT, '1.16.2');
    if (found === undefined) throw new Error('Nothing was found.');
    const { objects, backup, differences } = await smallest(found, '1.16.2');
    expect(differences).not.toEqual([]);
    expect(objects.length).toBeLessThan(4);
    expect(Object.values(backup).filter((value) => value !== null).length).toBeLessThan(3);
  });
});
