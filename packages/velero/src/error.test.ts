import { describe, expect, it } from 'vitest';
import { isVeleroError, VeleroError } from './error.js';

const ERROR = new VeleroError('invalid-ttl', [
  { path: '/ttl', rule: 'ttl-zero', message: 'has no length', remedy: 'leave it unset' },
  { path: '', rule: 'pattern', message: 'is not a ttl' },
]);

describe('VeleroError', () => {
  it('says its code, where, what and what to do, and how many more there are', () => {
    expect(ERROR.message).toBe('invalid-ttl: /ttl has no length: leave it unset (and 1 more)');
  });
});

describe('isVeleroError', () => {
  it('knows an error by its name and code, whichever copy of the package made it', () => {
    const copy = Object.assign(new Error('of another copy'), {
      name: 'VeleroError',
      code: 'invalid-ttl',
    });
    for (const error of [ERROR, copy]) {
      expect(isVeleroError(error)).toBe(true);
      expect(isVeleroError(error, 'invalid-ttl')).toBe(true);
      expect(isVeleroError(error, 'invalid-target')).toBe(false);
    }
    expect(isVeleroError(Object.assign(new Error(), { code: 'invalid-ttl' }))).toBe(false);
    expect(isVeleroError(Object.assign(copy, { code: 'other' }))).toBe(false);
    expect(isVeleroError(Object.assign(copy, { code: 7 }), 7 as never)).toBe(false);
    const name = 'VeleroError';
    expect(isVeleroError({ name, code: 'invalid-ttl' })).toBe(false);
    expect(isVeleroError(Object.assign(new Error(), { name }))).toBe(false);
  });

  it.each([
    'invalid-target',
    'invalid-schedule',
    'invalid-options',
    'invalid-ttl',
    'one-target-only',
  ] as const)('knows the code %s', (code) => {
    expect(isVeleroError(new VeleroError(code, []))).toBe(true);
  });
});
