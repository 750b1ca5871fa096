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
    ['2.1.0', 'main'],
    ['0.99.0', '1.14.1'],
    ['9999.9999.9999', 'main'],
    [`1.17.2-${'a'.repeat(60)}`, '1.17.2'],
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
    'vv1.18.3',
    '1.18.3-',
    '10000.18.3',
    '1.10000.3',
    '1.18.10000',
    '1x18.3',
    '1.18x3',
    '.18.3',
  ])('refuses %j', (text) => {
    let thrown: unknown;
    try {
      resolveVeleroVersion(text);
    } catch (error) {
      thrown = error;
    }
    expect(isVeleroVersionError(thrown)).toBe(true);
    expect(thrown).toMatchObject({ code: 'unknown-velero-version' });
    expect(String(thrown)).toBe(
      `VeleroVersionError: unknown-velero-version: veleroVersion is ${JSON.stringify(text)}: ` +
        'write a release such as "1.18.3", or "main"',
    );
  });

  it('refuses what a vendor adds in more than 60 characters, and shows 40 of the text', () => {
    const text = `1.17.2-${'a'.repeat(61)}`;
    expect(() => resolveVeleroVersion(text)).toThrow(
      `veleroVersion is "1.17.2-${'a'.repeat(33)}": `,
    );
  });

  it.each([
    ['1.18.2', 'robfig'],
    ['1.18.3', 'netresearch'],
    ['main', 'netresearch'],
  ])('knows the cron library of %s', (version, cronLibrary) => {
    expect(resolveVeleroVersion(version).rules).toMatchObject({ cronLibrary });
  });
});

describe('isVeleroVersionError', () => {
  const NAME = 'VeleroVersionError';
  const CODE = 'unknown-velero-version';

  it('knows the error of another copy of this package', () => {
    const error = Object.assign(new Error('of another copy'), { name: NAME, code: CODE });
    expect(isVeleroVersionError(error)).toBe(true);
  });

  it.each([
    ['no error', { name: NAME, code: CODE }],
    ['an error of another name', Object.assign(new Error('other'), { code: CODE })],
    ['an error of another code', Object.assign(new Error('other'), { name: NAME, code: 'x' })],
    ['an error without a code', Object.assign(new Error('other'), { name: NAME })],
    ['null', null],
    ['undefined', undefined],
    ['a text', CODE],
  ])('is false for %s', (_, value) => {
    expect(isVeleroVersionError(value)).toBe(false);
  });
});
