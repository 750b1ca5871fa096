import { describe, expect, it } from 'vitest';
import { contractType } from './contract-type.js';
import { read, write } from './index.js';
import { UNSET_SPEC } from './test-data/unset-spec.js';
import type { Validator } from './validator.js';

const SPEC = { ...UNSET_SPEC, include_namespaces: ['a'], label_selector: { app: 'x' } };
const ENTRY = { app: 'a', relation_name: 'r', model: 'm', spec: SPEC };

describe('an owned value', () => {
  const owned = { owned: true };

  it('is returned itself where it has the known keys in their order', () => {
    expect(read.BackupTargetEntry.validate(ENTRY, owned)).toEqual({ ok: true, value: ENTRY });
    const result = read.BackupTargetEntry.validate(ENTRY, owned);
    expect(result.ok && result.value).toBe(ENTRY);
  });

  it.each<[string, object, object]>([
    ['an unknown key', { ...ENTRY, newer: 1 }, ENTRY],
    ['an unknown key first', { newer: 1, ...ENTRY }, ENTRY],
    ['another order', Object.fromEntries(Object.entries(ENTRY).reverse()), ENTRY],
    ['an unknown key in its spec', { ...ENTRY, spec: { ...SPEC, newer: 1 } }, ENTRY],
    ['a field that is not set', { ...ENTRY, spec: {} }, { ...ENTRY, spec: UNSET_SPEC }],
  ])('is copied where it has %s', (_, value, copy) => {
    const result = read.BackupTargetEntry.validate(value, owned);
    expect(result).toStrictEqual({ ok: true, value: copy });
    expect(Object.keys(result.ok ? result.value : {})).toEqual(Object.keys(ENTRY));
  });

  it('is copied where the caller does not say that it owns it', () => {
    const result = read.BackupTargetEntry.validate(ENTRY);
    expect(result.ok && result.value).not.toBe(ENTRY);
  });
});

describe('the other facts that a caller knows', () => {
  it('are that no string holds a lone surrogate, so none is looked for', () => {
    const entry = { ...ENTRY, app: '\ud800' };
    expect(read.BackupTargetEntry.validate(entry).ok).toBe(false);
    expect(read.BackupTargetEntry.validate(entry, { wellFormed: true }).ok).toBe(true);
  });

  it('are that only the verdict is asked for', () => {
    expect(read.BackupTargetEntry.validate(1, { listed: false })).toEqual({
      ok: false,
      issues: [],
    });
    expect(read.BackupTargetEntry.validate(ENTRY, { listed: false }).ok).toBe(true);
  });
});

describe('what is no plain data', () => {
  const spec = { label_selector: new Map() };

  it('is refused in the write view, by its class', () => {
    const message = 'is an instance of Map';
    expect(write.K8sBackupTargetSpec.validate(spec)).toMatchObject({
      ok: false,
      issues: [{ path: '/label_selector', rule: 'type', message }],
    });
  });

  it('is not looked for in the read view, whose values come from JSON', () => {
    expect(read.K8sBackupTargetSpec.validate(spec).ok).toBe(true);
  });
});

describe('contractType', () => {
  it.each<[string, Validator]>([
    ['none', () => false],
    ['null', Object.assign(() => false, { errors: null })],
  ])('lists nothing where its validator tells of %s', (_, validator) => {
    const type = contractType(
      validator,
      (value) => value,
      () => true,
    );
    expect(type.validate(1)).toEqual({ ok: false, issues: [] });
  });

  it.each<[string, unknown, string]>([
    ['an error', new RangeError('boom'), 'could not be read (RangeError: boom)'],
    ['what is no error', 'boom', 'could not be read (boom)'],
    ['what has no text', Object.create(null), 'could not be read (an error without a text)'],
  ])('says what was thrown where it is %s', (_, thrown, message) => {
    const value = {
      get app(): never {
        throw thrown;
      },
    };
    const issues = [{ path: '', rule: 'unreadable', message }];
    expect(read.BackupTargetEntry.validate(value)).toMatchObject({ ok: false, issues });
  });

  it('is unreadable as a Standard Schema where a path cannot be followed', () => {
    const errors = [{ instancePath: '/a/b', keyword: 'type', params: { type: 'string' } }] as const;
    const type = contractType(
      Object.assign(() => false, { errors }),
      (value) => value,
      () => true,
    );
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(type['~standard'].validate({ a: proxy })).toMatchObject({
      issues: [{ message: expect.stringMatching(/^could not be read \(TypeError: /), path: [] }],
    });
  });
});
