import { describe, expect, it } from 'vitest';
import { databagDocument } from './databag-document.js';

const COMMAND = ['relation-set'];

describe('databagDocument', () => {
  it('is the JSON that Python writes for a value that is ASCII already', () => {
    const value = '[{"app": "\\u00e9"}]';
    expect(databagDocument(COMMAND, { backup_targets: value })).toBe(
      '{"backup_targets":"[{\\"app\\": \\"\\\\u00e9\\"}]"}',
    );
  });

  it('escapes what YAML refuses or changes, and leaves emoji raw, as their escapes are refused', () => {
    const text = 'é\u007f\u0085\u2028\ufeff\uffff😀';
    expect(databagDocument(COMMAND, { k: text })).toBe(
      '{"k":"\\u00e9\\u007f\\u0085\\u2028\\ufeff\\uffff😀"}',
    );
  });

  it.each([{ k: 'a\ud83d' }, { '\udc00': 'v' }])('refuses lone surrogates: %j', (changes) => {
    expect(() => databagDocument(COMMAND, changes)).toThrow('[invalid-argument] relation-set');
  });

  it.each<[unknown, string]>([
    [new Map([['k', 'v']]), 'the changes are not an object of strings'],
    [[['k', 'v']], 'the changes are not an object of strings'],
    ['k=v', 'the changes are not an object of strings'],
    [5, 'the changes are not an object of strings'],
    [null, 'the changes are not an object of strings'],
    [{ k: 5 }, '"k" is not a string'],
    [{ k: undefined }, '"k" is not a string'],
  ])('refuses %j, of which something else would be written', (changes, reason) => {
    expect(() => databagDocument(COMMAND, changes as never)).toThrow(
      `[invalid-argument] relation-set was not run: ${reason}`,
    );
  });
});
