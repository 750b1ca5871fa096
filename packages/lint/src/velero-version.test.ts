import { describe, expect, it } from 'vitest';
import {
  DEFAULT_VELERO_VERSION,
  isVeleroVersionError,
  MEASURED_RELEASES,
  resolveVeleroVersion,
} from './index.js';

describe('resolveVeleroVersion', () => {
  it('takes the newest measured release where none is named', () => {
    expect(resolveVeleroVersion()).toMatchObject({ version: DEFAULT_VELERO_VERSION });
    const releases = MEASURED_RELEASES.filter(({ release }) => release !== 'main');
    expect(releases.at(-1)?.release).toBe(DEFAULT_VELERO_VERSION);
  });

  it.each(MEASURED_RELEASES)('knows the measured release $release', (rules) => {
    expect(resolveVeleroVersion(rules.release)).toEqual({
      version: rules.release,
      rules,
      isMeasured: true,
      warning: null,
    });
  });

  it('ignores a leading v', () => {
    expect(resolveVeleroVersion('v1.18.3')).toEqual(resolveVeleroVersion('1.18.3'));
  });

  it.each([
    ['1.14.0', '1.14.1'],
    ['1.15.0', '1.15.2'],
    ['v1.16.9', '1.16.2'],
    ['1.17.9', '1.17.2'],
    ['1.14.9', '1.14.1'],
    ['1.18.10', '1.18.3'],
    ['v1.18.0-rc.1', '1.18.0'],
    ['1.19.0', 'main'],
    ['v1.100.3', 'main'],
    ['2.0.0', 'main'],
    ['1.13.2', '1.14.1'],
    ['0.18.3', '1.14.1'],
    ['v1.16.1_vmware.1', '1.16.1'],
    ['1.17.2+build.5', '1.17.2'],
  ])('judges %s, which was not measured, by the rules of %s and says so', (text, release) => {
    const version = text.replace('v', '');
    expect(resolveVeleroVersion(text)).toMatchObject({
      version,
      rules: { release },
      isMeasured: false,
      warning: `Velero ${version} was not measured: the rules of ${release} are used`,
    });
  });

  it.each([
    '',
    '1.18',
    'v1',
    '1.15.2 ',
    '1.18.3_',
    '1.18.3/x',
    'latest',
    'vmain',
    ' 1.18.3',
    '1.18.3\n',
  ])('refuses %j', (text) => {
    let thrown: unknown;
    try {
      resolveVeleroVersion(text);
    } catch (error) {
      thrown = error;
    }
    expect(isVeleroVersionError(thrown)).toBe(true);
    expect(thrown).toMatchObject({ code: 'unknown-velero-version' });
    expect(String(thrown)).toContain(`veleroVersion is ${JSON.stringify(text)}`);
  });

  it.each([
    ['1.18.2', 'robfig'],
    ['1.18.3', 'netresearch'],
    ['main', 'netresearch'],
  ])('knows the cron library of %s', (version, cronLibrary) => {
    expect(resolveVeleroVersion(version).rules).toMatchObject({ cronLibrary });
  });
});
