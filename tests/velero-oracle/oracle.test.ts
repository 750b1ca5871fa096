import { goSuite } from '@k8s-backup-target/tools/go-suite';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgeAll, type Report, reportLines } from './judge-all.js';
import { askOracle, buildOracle } from './oracle.js';

const COUNT = 1000;
const SEED = 20_260_115;
const TEN_MINUTES = 600_000;

const suite = goSuite("Velero's own code");

describe.skipIf(suite.isSkipped)(suite.title, () => {
  let report: Report;

  beforeAll(async () => {
    await buildOracle();
    report = await judgeAll(COUNT, SEED);
    console.log(reportLines(report, SEED).join('\n'));
  }, TEN_MINUTES);

  it.each([
    'specs',
    'structures of whole objects',
    'cron expressions',
    'durations',
    'globs',
    'ttls',
    'volumes',
  ])('agrees on all %s', (kind) => {
    expect(report.verdicts[kind]?.disagreements).toEqual([]);
    expect(report.verdicts[kind]?.judged).toBe(COUNT);
  });

  it.each([
    'specs',
    'structures of whole objects',
    'cron expressions',
    'durations',
    'globs',
    'volumes',
  ])('judges %s of both kinds', (kind) => {
    const { judged = 0, accepted = 0 } = report.verdicts[kind] ?? {};
    expect(accepted).toBeGreaterThan(COUNT / 10);
    expect(judged - accepted).toBeGreaterThan(COUNT / 10);
  });

  it('is the pinned Velero', () => {
    expect(report.versions).toMatchObject({
      'github.com/vmware-tanzu/velero': 'v1.18.3',
      'github.com/robfig/cron/v3': 'v3.0.1',
      'github.com/netresearch/go-cron': 'v0.15.0',
      'github.com/gobwas/glob': 'v0.2.3',
    });
  });

  // What the oracle must notice, so its silence on what we emit means something.
  it.each([
    ['decode', { ttl: '30d' }],
    ['schema', { unknownField: 1 }],
    ['schema', { ttl: null }],
    ['lists', { includedNamespaces: ['*', 'a'] }],
    ['lists', { includedNamespaces: ['Upper'] }],
    ['lists', { includedResources: ['pods'], excludedResources: ['pods'] }],
    ['selector', { labelSelector: {} }],
    ['selector', { labelSelector: { matchLabels: { 'a b': '' } } }],
  ])('refuses by %s the Backup spec %j', async (by, spec) => {
    const metadata = { name: 'a', namespace: 'velero' };
    const object = { apiVersion: 'velero.io/v1', kind: 'Backup', metadata, spec };
    const [answer] = await askOracle([{ op: 'object', object, at: '2026-01-15T10:07:30Z' }]);
    expect(answer.refusals.map((refusal) => refusal.by)).toContain(by);
  });

  it('refuses a Schedule whose Backups would have too long a label', async () => {
    const metadata = { name: 'x'.repeat(64), namespace: 'velero' };
    const object = {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata,
      spec: { schedule: '@daily', template: {} },
    };
    const [answer] = await askOracle([{ op: 'object', object, at: '2026-01-15T10:07:30Z' }]);
    expect(answer.refusals.map((refusal) => refusal.by)).toContain('produced:metadata');
  });
});
