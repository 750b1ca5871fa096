import { describe, expect, it } from 'vitest';
import { toBackup } from './backup.js';
import { toSchedule } from './schedule.js';
import { targetWith, thrownIssues } from './test-data/targets.js';

const OPTIONS = { managedBy: 'my-charm', storageLocation: 'default' };

describe('toSchedule', () => {
  it('has the metadata of the Backup, and its spec as the template', () => {
    const target = targetWith({ include_namespaces: ['a'], ttl: '30d' });
    const backup = toBackup(target, OPTIONS);
    expect(toSchedule(target, { cron: '0 2 * * *' }, OPTIONS)).toStrictEqual({
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: backup.metadata,
      spec: { schedule: '0 2 * * *', template: backup.spec },
    });
  });

  it('names all namespaces for an empty spec, since an empty template cannot be applied over another', () => {
    const schedule = toSchedule(targetWith(), { cron: '@daily' }, { managedBy: 'my-charm' });
    expect(schedule.spec.template).toEqual({ includedNamespaces: ['*'] });
  });

  it.each([true, false])('passes the switches on when they are %s', (value) => {
    const schedule = {
      cron: '@daily',
      paused: value,
      skipImmediately: value,
      useOwnerReferencesInBackup: value,
    };
    expect(toSchedule(targetWith(), schedule, OPTIONS).spec).toMatchObject({
      schedule: '@daily',
      paused: value,
      skipImmediately: value,
      useOwnerReferencesInBackup: value,
    });
  });

  it('is marked as paused by this package, and otherwise not at all', () => {
    const annotationsOf = (paused: boolean | undefined) =>
      toSchedule(targetWith(), { cron: '@daily', paused }, OPTIONS).metadata.annotations;
    expect(annotationsOf(true)).toEqual({
      ...annotationsOf(false),
      'k8s-backup-target/paused': 'true',
    });
    expect(annotationsOf(undefined)).toEqual(annotationsOf(false));
    expect(annotationsOf(false)).not.toHaveProperty('k8s-backup-target/paused');
  });

  it('refuses a cron expression that Velero refuses, or that never fires', () => {
    expect(thrownIssues(() => toSchedule(targetWith(), { cron: '0 0 * *' }, OPTIONS))).toEqual([
      'invalid-schedule /cron cron-fields',
    ]);
    expect(thrownIssues(() => toSchedule(targetWith(), { cron: '0 0 31 2 *' }, OPTIONS))).toEqual([
      'invalid-schedule /cron cron-never-fires',
    ]);
  });

  it("reads the expression with the server's library", () => {
    const cron = '0 0 * * 7';
    expect(toSchedule(targetWith(), { cron }, OPTIONS).spec.schedule).toBe(cron);
    const older = { cron, veleroVersion: '1.18.1' };
    expect(thrownIssues(() => toSchedule(targetWith(), older, OPTIONS))).toEqual([
      'invalid-schedule /cron cron-range',
    ]);
    const none = { cron, veleroVersion: '1.18' };
    expect(() => toSchedule(targetWith(), none, OPTIONS)).toThrow('unknown-velero-version');
  });

  it('takes a target as people write it, and refuses one that breaks the contract', () => {
    const target = { app: 'a', relation_name: 'r', model: 'm', spec: { ttl: '1d' } };
    const schedule = { cron: '@daily' };
    expect(toSchedule(target, schedule, OPTIONS).spec.template).toMatchObject({ ttl: '24h0m0s' });
    const broken = { ...target, spec: { ttl: '1w' } };
    expect(thrownIssues(() => toSchedule(broken, schedule, OPTIONS))).toEqual([
      'invalid-target /spec/ttl pattern',
    ]);
    expect(thrownIssues(() => toSchedule(target, {} as never, OPTIONS))).toEqual([
      'invalid-schedule /cron cron-type',
    ]);
  });

  it('refuses what toBackup refuses', () => {
    const call = () => toSchedule(targetWith({ ttl: '0h' }), { cron: '@daily' }, OPTIONS);
    expect(thrownIssues(call)).toEqual(['invalid-target /spec/ttl ttl-zero']);
    expect(
      thrownIssues(() => toSchedule(targetWith(), { cron: '@daily' }, { managedBy: '' })),
    ).toEqual(['invalid-options /managedBy label-value']);
  });
});
