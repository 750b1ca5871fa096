import { describe, expect, it } from 'vitest';
import { refreshingHooks } from './refreshing-hooks.js';

it('are those that the provider needs, and those of the charm', () => {
  expect([...refreshingHooks(['backup'], ['config-changed'])]).toEqual([
    'leader-elected',
    'upgrade-charm',
    'backup-relation-created',
    'backup-relation-broken',
    'config-changed',
  ]);
});

describe('the name of a hook', () => {
  it.each([
    'install',
    'leader-settings-changed',
    'collect-metrics',
    'meter-status-changed',
    'pre-series-upgrade',
    'post-series-upgrade',
    'secret-rotate',
    'My_db-relation-departed',
    'data-storage-attached',
    'web-pebble-ready',
    'web-pebble-custom-notice',
  ])('%s is one', (hook) => {
    expect(refreshingHooks([], [hook]).has(hook)).toBe(true);
  });

  it.each([
    ['config_changed', ': write config-changed'],
    ['hooks/config_changed', ': write config-changed'],
    ['src/hooks/config-changed', ': write config-changed'],
    ['configChanged', ': write config-changed'],
    ['nonsense', ''],
    ['config-changed ', ''],
  ])('%s is none', (hook, advice) => {
    const says = `refreshOn: ${JSON.stringify(hook)} is not the name of a hook${advice}`;
    expect(() => refreshingHooks([], [hook])).toThrow(new RangeError(says));
  });

  it.each([5, null, ['config-changed']])('%j is none, and of no use as a hint', (hook) => {
    const says = `refreshOn: ${JSON.stringify(hook)} is not the name of a hook`;
    expect(() => refreshingHooks([], [JSON.parse(JSON.stringify(hook))])).toThrow(
      new RangeError(says),
    );
  });
});
