import { anyText } from '@k8s-backup-target/tools/any-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetName } from './target-name.js';

const DNS_1123_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const named = fc.record({
  app: anyText(100),
  relation_name: anyText(),
  model: anyText(),
});

describe('targetName', () => {
  it('is a DNS label of at most 48 characters, for any texts', () => {
    fc.assert(
      fc.property(named, (target) => {
        const name = targetName(target);
        expect(name).toMatch(DNS_1123_LABEL);
        expect(name.length).toBeLessThanOrEqual(48);
      }),
      { examples: [[{ app: `${'x'.repeat(20)}---y`, relation_name: '', model: '' }]] },
    );
  });

  it('stays the same from release to release', () => {
    expect(targetName({ app: 'my-app', relation_name: 'backup', model: 'my-model' })).toBe(
      'my-app-m4xavarkxyeqwhl3giodcxx2lm',
    );
    expect(targetName({ app: 'Ü', relation_name: '', model: '' })).toMatch(/^[a-z2-7]{26}$/);
    const names = { relation_name: 'b', model: 'm' };
    expect(targetName({ app: 'é', ...names })).toBe('fr4nyjppp7xxs7eg4boi33b5kw');
    expect(targetName({ app: '\ud800', ...names })).toBe('wmsz33v6arqar74q7w2owxt4w3');
  });

  it.each([
    [
      ['ab', 'c', 'm'],
      ['a', 'bc', 'm'],
    ],
    [
      ['A', 'e', 'm'],
      ['a', 'e', 'm'],
    ],
    [
      ['a-b', 'e', 'm'],
      ['a_b', 'e', 'm'],
    ],
    [
      ['a', 'e', 'm'],
      ['m', 'e', 'a'],
    ],
    [
      ['a","b', 'c', 'm'],
      ['a', 'b","c', 'm'],
    ],
    [
      ['\ud800', 'e', 'm'],
      ['\ud801', 'e', 'm'],
    ],
    [
      ['x'.repeat(80), 'e', 'm'],
      [`${'x'.repeat(79)}y`, 'e', 'm'],
    ],
  ] as const)('tells %j from %j', (one, other) => {
    expect(nameOf(one)).not.toBe(nameOf(other));
  });

  it('tells any two targets apart', () => {
    fc.assert(
      fc.property(named, named, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(targetName(one) === targetName(other)).toBe(same);
      }),
    );
  });
});

function nameOf([app, relation_name, model]: readonly [string, string, string]): string {
  return targetName({ app, relation_name, model });
}
