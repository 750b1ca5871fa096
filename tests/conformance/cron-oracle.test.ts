import { goSuite } from '@k8s-backup-target/tools/go-suite';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgeCronCases } from '../velero-oracle/judge-cron.js';
import { buildOracle } from '../velero-oracle/oracle.js';
import { aboutLayers, readCorpus } from './corpus.js';

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
});
