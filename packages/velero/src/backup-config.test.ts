import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toVeleroBackupConfig } from './backup-config.js';
import type { ScheduleOptions } from './schedule.js';
import type { WholeTarget } from './target.js';
import { targetWith, thrownIssues } from './test-data/targets.js';

interface Vector {
  readonly spec: Partial<WholeTarget['spec']> & {
    readonly schedule?: string;
    readonly paused?: boolean;
    readonly skip_immediately?: boolean;
    readonly use_owner_references_in_backup?: boolean;
  };
  readonly written: string;
}

const vectors: Vector[] = JSON.parse(
  readFileSync(new URL('./test-data/backup-config.json', import.meta.url), 'utf8'),
);

function scheduleOf(spec: Vector['spec']): Partial<ScheduleOptions> {
  return {
    ...(spec.schedule === undefined ? {} : { cron: spec.schedule }),
    ...(spec.paused === undefined ? {} : { paused: spec.paused }),
    ...(spec.skip_immediately === undefined ? {} : { skipImmediately: spec.skip_immediately }),
    ...(spec.use_owner_references_in_backup === undefined
      ? {}
      : { useOwnerReferencesInBackup: spec.use_owner_references_in_backup }),
  };
}

describe('toVeleroBackupConfig', () => {
  it.each(vectors)('writes what Pydantic writes: $written', ({ spec, written }) => {
    const target = targetWith(spec);
    expect(toVeleroBackupConfig(target, scheduleOf(spec)).spec).toBe(written);
  });

  it('writes the names bare, JSON or not', () => {
    const names = { app: '"quoted"', relation_name: 'ü b', model: '' };
    expect(toVeleroBackupConfig(targetWith({}, names))).toMatchObject(names);
    expect(Object.keys(toVeleroBackupConfig(targetWith()))).toEqual([
      'app',
      'relation_name',
      'model',
      'spec',
    ]);
  });

  it.each([
    ['30d', '720h'],
    ['1d30m', '24h30m'],
    ['90m', '90m'],
    ['', null],
  ])('writes the ttl %j as %j, which Velero can read', (ttl, written) => {
    const { spec } = toVeleroBackupConfig(targetWith({ ttl }));
    expect(JSON.parse(spec).ttl).toBe(written);
  });

  it('takes a list of one', () => {
    expect(toVeleroBackupConfig([targetWith()])).toEqual(toVeleroBackupConfig(targetWith()));
  });

  it('says which targets it was given, rather than letting the last one win', () => {
    const targets = [targetWith(), targetWith({}, { app: 'other' })];
    expect(() => toVeleroBackupConfig(targets)).toThrow(
      /one-target-only.*2 targets: my-model\/my-app:backup, my-model\/other:backup/,
    );
    expect(() => toVeleroBackupConfig([])).toThrow(/one-target-only.*no target/);
    expect(thrownIssues(() => toVeleroBackupConfig(targets))).toEqual([
      'one-target-only  one-target-only',
    ]);
  });

  it('refuses what Velero would refuse', () => {
    const target = targetWith({ ttl: '0s', exclude_resources: ['*'] });
    expect(thrownIssues(() => toVeleroBackupConfig(target))).toEqual([
      'invalid-target /spec/exclude_resources/0 wildcard-excluded',
      'invalid-target /spec/ttl ttl-zero',
    ]);
    expect(thrownIssues(() => toVeleroBackupConfig(targetWith(), { cron: 'TZ=UTC' }))).toEqual([
      'invalid-schedule /cron cron-zone',
    ]);
  });
});
