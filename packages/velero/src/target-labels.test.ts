import { anyText } from '@k8s-backup-target/tools/any-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelValueOf, targetAnnotations, targetLabels } from './target-labels.js';
import { targetWith } from './test-data/targets.js';

const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

describe('targetLabels', () => {
  it('uses the keys of velero-operator', () => {
    expect(targetLabels(targetWith(), 'my-charm')).toEqual({
      app: 'my-app',
      endpoint: 'backup',
      model: 'my-model',
      'managed-by': 'my-charm',
    });
  });
});

describe('labelValueOf', () => {
  it.each(['', 'my-app', 'A_b.c', 'x'.repeat(63)])('keeps %j, which is a label value', (text) => {
    expect(labelValueOf(text)).toBe(text);
  });

  it('makes a label value of any text', () => {
    fc.assert(
      fc.property(anyText(200), (text) => {
        expect(labelValueOf(text)).toMatch(LABEL_VALUE);
        expect(labelValueOf(text).length).toBeLessThanOrEqual(63);
      }),
      { examples: [['x'.repeat(64)], ['-'], ['a'.repeat(35) + '-b'.repeat(30)], ['ü']] },
    );
  });

  it('keeps a readable part of what it hashes', () => {
    expect(labelValueOf('my ünusual app')).toMatch(/^my-nusual-app_[a-z2-7]{26}$/);
  });

  it.each(['a b', 'ü'])('does not let a text pose as the hash of %j', (text) => {
    const hashed = labelValueOf(text);
    expect(labelValueOf(hashed)).not.toBe(hashed);
  });
});

describe('targetAnnotations', () => {
  it('holds the exact texts', () => {
    const names = { app: 'ü b', relation_name: 'x'.repeat(100), model: '' };
    expect(targetAnnotations(targetWith({}, names))).toEqual({
      'k8s-backup-target/app': 'ü b',
      'k8s-backup-target/endpoint': 'x'.repeat(100),
      'k8s-backup-target/model': '',
    });
  });
});
