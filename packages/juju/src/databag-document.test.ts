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
});
