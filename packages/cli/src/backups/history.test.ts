import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const LABELS = { app: 'db', endpoint: 'backup', model: 'prod' };

const backup = (name: string, startTimestamp: string, status: object, labels: object) => ({
  apiVersion: 'velero.io/v1',
  kind: 'Backup',
  metadata: { name, namespace: 'velero', creationTimestamp: startTimestamp, labels },
  status: { phase: 'Completed', startTimestamp, ...status },
});
const ofSchedule = { 'velero.io/schedule-name': 'nightly' };

const OBJECTS = [
  {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: { name: 'nightly', namespace: 'velero', labels: LABELS },
    spec: { schedule: '0 2 * * *' },
  },
  {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: { name: 'fresh', namespace: 'velero', labels: { ...LABELS, app: 'web' } },
    spec: { schedule: '0 2 * * *' },
  },
  backup(
    'nightly-10',
    '2026-01-10T02:00:00Z',
    {
      completionTimestamp: '2026-01-10T02:01:30Z',
      expiration: '2026-01-17T02:00:00Z',
      progress: { itemsBackedUp: 40 },
    },
    ofSchedule,
  ),
  ...['11', '12', '13'].map((day) =>
    backup(
      `nightly-${day}`,
      `2026-01-${day}T02:00:00Z`,
      { phase: 'Failed', failureReason: day === '13' ? 'no such bucket' : 'the store is full' },
      ofSchedule,
    ),
  ),
  backup('by-hand', '2026-01-09T12:00:00Z', { expiration: '2026-03-01T00:00:00Z' }, LABELS),
  backup('stray', '2026-01-15T09:00:00Z', { progress: { itemsBackedUp: 0 } }, {}),
];

async function backups(...words: readonly string[]) {
  const stdin = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: OBJECTS });
  const ran = await kbt(['backups', ...words, '-'], { stdin });
  const json = await kbt(['backups', ...words, '-', '-o', 'json'], { stdin });
  return { ...ran, data: json.stdout === '' ? undefined : JSON.parse(json.stdout) };
}

describe('kbt backups', () => {
  it('counts what a Schedule made and what was made by hand of the same target', async () => {
    const { data } = await backups('db');
    const [{ app, schedule, lastGood, backups: all }] = data.applications;
    expect([app, schedule, lastGood.name]).toEqual(['db', 'nightly', 'nightly-10']);
    expect(all.map(({ name }: { name: string }) => name)).toEqual([
      'nightly-13',
      'nightly-12',
      'nightly-11',
      'nightly-10',
      'by-hand',
    ]);
    expect(all[3]).toMatchObject({
      isGood: true,
      startedAt: '2026-01-10T02:00:00Z',
      seconds: 90,
      objects: 40,
      expiresAt: '2026-01-17T02:00:00Z',
    });
  });

  it('groups what failed since the last good one, as the cluster names it', async () => {
    const { data, stdout, exitCode } = await backups('db');
    expect(data.applications[0].failures).toEqual([
      { phase: 'Failed', reason: 'no such bucket', count: 1, since: '2026-01-13T02:00:00Z' },
      { phase: 'Failed', reason: 'the store is full', count: 2, since: '2026-01-11T02:00:00Z' },
    ]);
    expect(stdout).toContain('db: 3 failed, the last good one is 5d old');
    expect(stdout).toContain('  2 × Failed: the store is full');
    expect(exitCode).toBe(1);
  });

  it('shows one line for each application, those without a good Backup first', async () => {
    const { stdout } = await backups();
    const lines = stdout.trim().split('\n').slice(1);
    expect(lines.map((line) => line.split(/ {2,}/).slice(0, 6))).toEqual([
      ['-', 'web', 'prod', '0', '0', '0'],
      ['-', '-', '-', '0', '1', '0'],
      ['5d', 'db', 'prod', '2', '3', '1'],
    ]);
  });

  it('shows what Velero deletes within a time', async () => {
    const { data } = await backups('--expiring', '7d');
    expect(
      data.applications.map(({ backups: all }: { backups: readonly { name: string }[] }) =>
        all.map(({ name }) => name),
      ),
    ).toEqual([['nightly-10']]);
  });

  it.each([
    [['dbs'], 'there is no Backup of dbs: did you mean db?'],
    [['nowhere'], 'there is no Backup of nowhere: kbt why says what keeps them away'],
    [['--expiring', '30'], '--expiring 30 is not a duration'],
  ])('says of %j what would be right', async (words, said) => {
    const { stderr, exitCode } = await backups(...words);
    expect(stderr).toContain(said);
    expect(exitCode).toBe(2);
  });
});
