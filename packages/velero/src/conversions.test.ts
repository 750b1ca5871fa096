import { decodeDatabag } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';
import { toBackups, toSchedules, toVeleroBackupConfigs } from './conversions.js';
import type { VeleroError } from './error.js';
import { targetWith } from './test-data/targets.js';

const OPTIONS = { managedBy: 'my-charm' };
const GOOD = { relation: 'backups:1', target: { ...targetWith({ ttl: '1d' }), app: 'good' } };
const WITHOUT_LENGTH = {
  relation: 'backups:2',
  target: { ...targetWith({ ttl: '0h' }), app: 'zero' },
};
const OTHER = { relation: 'backups:3', target: { ...targetWith(), app: 'other' } };

function reasons(refused: readonly { readonly error: VeleroError }[]): string[] {
  return refused.flatMap(({ error }) => error.issues.map(({ rule }) => `${error.code} ${rule}`));
}

describe('toSchedules', () => {
  it('converts what it can, and returns the rest with the reasons', () => {
    const found = [GOOD, WITHOUT_LENGTH, OTHER];
    const { converted, refused } = toSchedules(found, { cron: '@daily' }, OPTIONS);
    expect(converted.map(({ relation, schedule }) => [relation, schedule.kind])).toEqual([
      ['backups:1', 'Schedule'],
      ['backups:3', 'Schedule'],
    ]);
    expect(converted[0]?.schedule.spec.template.ttl).toBe('24h0m0s');
    expect(refused).toMatchObject([{ relation: 'backups:2', target: { app: 'zero' } }]);
    expect(reasons(refused)).toEqual(['invalid-target ttl-zero']);
  });

  it('refuses all of them by a cron expression that is refused, and throws nothing', () => {
    const { converted, refused } = toSchedules([GOOD, OTHER], { cron: '0 25 * * *' }, OPTIONS);
    expect(converted).toEqual([]);
    expect(new Set(reasons(refused))).toEqual(new Set(['invalid-schedule cron-range']));
    expect(refused).toHaveLength(2);
  });

  it('converts one of two targets of the same names: the one that counts, or else the first', () => {
    const claim = { ...GOOD, relation: 'backups:0', isDuplicate: true };
    const { converted, refused } = toSchedules([claim, GOOD, GOOD], { cron: '@daily' }, OPTIONS);
    expect(converted.map(({ relation }) => relation)).toEqual(['backups:1']);
    expect(refused.map(({ relation }) => relation)).toEqual(['backups:0', 'backups:1']);
    expect(reasons(refused)).toEqual(['invalid-target duplicate', 'invalid-target duplicate']);
    expect(refused[0]?.error.issues[0]?.path).toBe('');
  });

  it('throws for an invalid release', () => {
    const schedule = { cron: '@daily', veleroVersion: 'newest' };
    expect(() => toSchedules([GOOD], schedule, OPTIONS)).toThrow('unknown-velero-version');
  });

  it('converts what is left of a hostile databag', () => {
    const entry = (spec: object) => ({
      app: 'a',
      relation_name: 'backup',
      model: 'm',
      spec,
    });
    const entries = [
      entry({ include_namespaces: ['*', 'a'] }),
      { ...entry({}), app: 'ok' },
      { ...entry({ label_selector: { 'no/such/key': 'x' } }), app: 'label' },
      ...Array.from({ length: 3000 }, () => ({})),
      { ...entry({ include_namespaces: ['\0'] }), app: 'nul' },
    ];
    const { targets } = decodeDatabag({ backup_targets: JSON.stringify(entries) });
    const { converted, refused } = toSchedules(targets, { cron: '@daily' }, OPTIONS);
    expect(converted.map(({ target }) => target.app)).toEqual(['ok']);
    expect(refused.map(({ target }) => target.app)).toEqual(['a', 'label', 'nul']);
  });
});

describe('toBackups and toVeleroBackupConfigs', () => {
  it('hide no target behind a refused one', () => {
    const found = [WITHOUT_LENGTH, GOOD];
    const backups = toBackups(found, OPTIONS);
    expect(backups.converted.map(({ backup }) => backup.spec.ttl)).toEqual(['24h0m0s']);
    expect(reasons(backups.refused)).toEqual(['invalid-target ttl-zero']);
    const databags = toVeleroBackupConfigs(found, { cron: '@daily' });
    expect(databags.converted.map(({ databag }) => databag.app)).toEqual(['good']);
    expect(reasons(databags.refused)).toEqual(['invalid-target ttl-zero']);
  });
});
