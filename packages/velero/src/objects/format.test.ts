import { describe, expect, it } from 'vitest';
import { missedFormat } from './format.js';

describe('a date-time', () => {
  it.each([
    '2026-01-31T02:00:00Z',
    '2026-01-31t02:00:00z',
    '2026-01-31T19:09:09Z',
    '2026-12-31T23:59:59Z',
    '2024-02-29T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '2026-01-31T02:00:00.5Z',
    '2026-01-31T02:00:00,123456789Z',
    '2026-01-31T02:00:00+01:00',
    '2026-01-31T02:00:00.25-11:30',
    // The library looks at no more than two parts.
    '2026-01-31T02:00:00ZT',
  ])('is %s', (text) => {
    expect(missedFormat(text, 'date-time')).toBeUndefined();
  });

  it.each([
    '',
    '2026-01-31',
    '2026-01-31T',
    'T02:00:00Z',
    '2026-01-31 02:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026T02:00:00Z',
    '2026-01T02:00:00Z',
    '+012026-01-31T02:00:00Z',
    '2026-1-31T02:00:00Z',
    '2026-01-1T02:00:00Z',
    '26-01-31T02:00:00Z',
    '12026-01-31T02:00:00Z',
    '2026-01-311T02:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T30:00:00Z',
    '2026-01-31T02:60:00Z',
    '2026-01-31T02:00:60Z',
    '2026-01-31T2:00:00Z',
    '2026-01-31T02:0:00Z',
    '2026-01-31T02:00:0Z',
    '2026-01-31T02:00Z',
    '2026-01-31T102:00:00Z',
    '2026-01-31T02:00:00',
    '2026-01-31T02:00:00.Z',
    '2026-01-31T02:00:00.xZ',
    '2026-01-31T02:00:00+1:00',
    '2026-01-31T02:00:00+01:0',
    '2026-01-31T02:00:00+0100',
    '2026-01-31T02:00:00+xx:00',
    '2026-01-31T02:00:00+01:xx',
    '2026-01-31T02:00:00Zx',
    '2026-01-31Txx:00:00Z',
    '2026-01-31T1x:00:00Z',
    '2026-01-31T2x:00:00Z',
    '2026-01-31T02:xx:00Z',
    '2026-01-31T02:0x:00Z',
    '2026-01-31T02:00:xxZ',
    '2026-01-31T02:00:0xZ',
  ])('is not %j', (text) => {
    expect(missedFormat(text, 'date-time')).toBe('a time such as 2026-01-31T02:00:00Z');
  });
});

describe('a byte', () => {
  it.each(['YQ==', 'YWI=', 'YWJj', 'YWJjYQ==', 'YWJjYWI=', 'YWJjYWJj', '+/09'])('is %s', (text) => {
    expect(missedFormat(text, 'byte')).toBeUndefined();
  });

  it.each([
    '',
    'a b',
    'Y===',
    'YQ=',
    'YQ===',
    'YWI',
    'YWJjY',
    'Y.==',
    'Y.I=',
    'Y.Jj',
    'Y.JjYQ==',
    'YQ==\n',
    '=YQ==',
    'YQ==YQ==',
    'YWI=x',
    'YWJj=',
  ])('is not %j', (text) => {
    expect(missedFormat(text, 'byte')).toBe('base64');
  });
});

it('is not judged where a schema asks for another, or for none', () => {
  expect(missedFormat('x', 'int64')).toBeUndefined();
  expect(missedFormat('x', undefined)).toBeUndefined();
});
