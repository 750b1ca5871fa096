import { DEFAULT_VELERO_VERSION } from '@k8s-backup-target/lint';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.js';

describe('readConfig', () => {
  it('has a value for whatever is not set, and nothing to complain of', () => {
    expect(readConfig({})).toEqual({
      forwardTo: 'relation',
      veleroNamespace: 'velero',
      veleroVersion: DEFAULT_VELERO_VERSION,
      timeoutSeconds: 30,
      schedule: {
        veleroVersion: DEFAULT_VELERO_VERSION,
        paused: false,
        skipImmediately: false,
        useOwnerReferencesInBackup: false,
      },
      faults: [],
      warnings: [],
    });
  });

  it('reads every option, without the spaces around a text', () => {
    const config = readConfig({
      schedule: ' 0 0 1 * * ',
      'forward-to': ' kubernetes\n',
      'velero-namespace': ' backups ',
      'velero-version': ' 1.16.2 ',
      'kubernetes-timeout': 7,
      paused: true,
      'skip-immediately': true,
      'use-owner-references-in-backup': true,
    });
    expect(config).toEqual({
      forwardTo: 'kubernetes',
      veleroNamespace: 'backups',
      veleroVersion: '1.16.2',
      timeoutSeconds: 7,
      schedule: {
        veleroVersion: '1.16.2',
        cron: '0 0 1 * *',
        paused: true,
        skipImmediately: true,
        useOwnerReferencesInBackup: true,
      },
      faults: [],
      warnings: [],
    });
  });

  it.each(['a', '0', 'velero-2', 'a'.repeat(63)])('takes the namespace %j', (namespace) => {
    expect(readConfig({ 'velero-namespace': namespace }).faults).toEqual([]);
  });

  it.each(['-a', 'a-', 'A', 'a.b', 'a/b', 'é', 'a'.repeat(64)])(
    'refuses the namespace %j',
    (namespace) => {
      expect(readConfig({ 'velero-namespace': namespace }).faults).toEqual([
        `config velero-namespace is "${namespace}", which is not a valid namespace name`,
      ]);
    },
  );

  it.each([1, 600])('takes a time limit of %i seconds', (seconds) => {
    expect(readConfig({ 'kubernetes-timeout': seconds }).faults).toEqual([]);
  });

  it.each([-1, 0, 601])('refuses a time limit of %i seconds', (seconds) => {
    expect(readConfig({ 'kubernetes-timeout': seconds }).faults).toEqual([
      `config kubernetes-timeout is ${seconds}: use 1 to 600 seconds`,
    ]);
  });

  it('names every fault, and judges no schedule by a release that it does not know', () => {
    const { faults, warnings } = readConfig({
      schedule: '0 0 1 * mon',
      'forward-to': 'mars',
      'velero-version': 'x',
    });
    expect(faults).toEqual([
      `config velero-version is "x": write a release such as "${DEFAULT_VELERO_VERSION}", or "main"`,
      'config forward-to is "mars": use relation or kubernetes',
    ]);
    expect(warnings).toEqual([]);
  });

  it('has faults of a schedule that never runs, and warnings of one that releases read differently', () => {
    expect(readConfig({ schedule: '0 0 31 2 *' })).toMatchObject({
      faults: [expect.stringMatching(/^config schedule never matches/)],
      warnings: [],
    });
    expect(readConfig({ schedule: '0 0 1 * mon' })).toMatchObject({
      faults: [],
      warnings: [expect.stringMatching(/^config schedule runs on other days/)],
    });
  });

  it('warns of the releases that read a schedule in another way than the one that runs', () => {
    const warningsOf = (version: string) =>
      readConfig({ schedule: '0 0 1 * mon', 'velero-version': version }).warnings;
    expect(warningsOf('1.16.2')).toHaveLength(1);
    expect(warningsOf('1.16.2')).not.toEqual(warningsOf('main'));
  });
});
