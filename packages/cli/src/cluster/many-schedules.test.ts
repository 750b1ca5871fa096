import { expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const MANY = 3000;
const numbers = Array.from({ length: MANY }, (_, index) => index);
const labelsOf = (index: number) => ({ app: 'db', endpoint: `b${index}`, model: 'm' });
const object = (kind: string, name: string, labels: object, rest: object) => ({
  apiVersion: 'velero.io/v1',
  kind,
  metadata: { name, namespace: 'velero', creationTimestamp: '2026-01-15T02:00:12Z', labels },
  ...rest,
});

/** Each target is looked up among all Schedules, and each Schedule among all Backups, by its labels. */
it('thousands of targets, Schedules and Backups are matched in time, each with its own', {
  timeout: 120_000,
}, async () => {
  const entries = numbers.map((index) => ({
    ...{ app: 'db', relation_name: `b${index}`, model: 'm' },
    spec: { include_namespaces: ['db'] },
  }));
  const items = numbers.flatMap((index) => [
    object('Schedule', `s${index}`, labelsOf(index), { spec: { schedule: '0 2 * * *' } }),
    object('Backup', `backup-${index}`, { 'velero.io/schedule-name': `s${index}` }, {}),
  ]);
  const stdin = [
    JSON.stringify({ backup_targets: JSON.stringify(entries) }),
    JSON.stringify({ kind: 'List', apiVersion: 'v1', items }),
  ].join('\n');
  const start = process.cpuUsage();
  const { stdout } = await kbt(['targets', '-', '-o', 'json'], { stdin });
  const { user, system } = process.cpuUsage(start);
  const rows: { schedule: { name: string; lastBackup: { name: string } } }[] =
    JSON.parse(stdout).targets;
  expect(rows).toHaveLength(MANY);
  for (const [index, { schedule }] of rows.entries()) {
    expect(schedule).toMatchObject({ name: `s${index}`, lastBackup: { name: `backup-${index}` } });
  }
  expect((user + system) / 1e6).toBeLessThan(30);
});
