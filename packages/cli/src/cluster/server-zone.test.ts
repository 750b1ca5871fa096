import { describe, expect, it } from 'vitest';
import { runsOfSchedule } from './server-zone.js';

const NOON = new Date('2026-01-15T12:00:00Z');

/** The next run of `cron` at a server in a zone; null where Velero refuses it. */
function next(cron: string, veleroVersion: string, zone?: string): string | null {
  const env = zone === undefined ? [] : [{ name: 'TZ', value: zone }];
  const image = `velero/velero:v${veleroVersion}`;
  const server = {
    metadata: { name: 'velero', namespace: 'velero' },
    spec: { template: { spec: { containers: [{ image, args: ['server'], env }] } } },
  };
  const cluster = { deployments: [server] };
  const [run] = runsOfSchedule({ spec: { schedule: cron } }, { cluster, veleroVersion }, NOON, 1);
  return run?.toISOString() ?? null;
}

describe.each(['1.14.1', '1.15.2', '1.18.3'])('a server of %s', (release) => {
  it('reads an expression in the zone of its variable TZ', () => {
    expect(next('0 2 * * *', release, 'Asia/Tokyo')).toBe('2026-01-15T17:00:00.000Z');
  });

  it('reads it in UTC without one, or with one that it does not know', () => {
    expect(next('0 2 * * *', release)).toBe('2026-01-16T02:00:00.000Z');
    expect(next('0 2 * * *', release, 'Nowhere/Town')).toBe('2026-01-16T02:00:00.000Z');
  });

  it('never runs an expression that it refuses', () => {
    const zoned = next('CRON_TZ=Asia/Tokyo 0 2 * * *', release, 'Europe/Berlin');
    expect(zoned).toBe(release === '1.14.1' ? null : '2026-01-15T17:00:00.000Z');
    expect(next('0 2 * *', release, 'Asia/Tokyo')).toBeNull();
  });
});
