import { readFileSync } from 'node:fs';
import { goSuite } from '@k8s-backup-target/tools/go-suite';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgeCronCases } from '../velero-oracle/judge-cron.js';
import { buildOracle } from '../velero-oracle/oracle.js';
import { recordedCron } from '../velero-oracle/recorded-cron.js';
import { aboutLayers, readCorpus } from './corpus.js';

const RECORDED = new URL('../../packages/velero/src/test-data/cron-runs.json', import.meta.url);
const TEN_MINUTES = 600_000;

const suite = goSuite('the cron expressions of the corpus');
const corpus = aboutLayers(readCorpus(), ['cron']).flatMap(({ cases }) => cases);

describe.skipIf(suite.isSkipped)(suite.title, () => {
  beforeAll(() => buildOracle(), TEN_MINUTES);

  it("are refused and taken as Velero's own libraries do", async () => {
    const cases = corpus.flatMap(({ input, veleroVersion = '1.18.3' }) =>
      typeof input === 'string'
        ? [{ expression: input, veleroVersion, from: new Date('2026-01-15T10:07:30Z') }]
        : [],
    );
    const { judged, accepted, disagreements } = await judgeCronCases(cases);
    expect(disagreements).toEqual([]);
    expect(judged).toBeGreaterThan(100);
    expect(accepted).toBeGreaterThan(50);
  });

  it('are answered as is recorded: npm run velero-cron', async () => {
    const recorded: unknown = JSON.parse(readFileSync(RECORDED, 'utf8'));
    expect(JSON.parse(JSON.stringify(await recordedCron()))).toEqual(recorded);
  });
});
