import { expect, it } from 'vitest';
import { isLeaving } from './leaving.js';
import type { RequirerPort } from './port.js';

/** A port in a hook, and how often goal-state was asked, which answers `leaving`. */
function portIn(hook: string, leaving: boolean | null, departingUnit: string | null = null) {
  const asked: string[] = [];
  const port: RequirerPort = {
    context: {
      unit: 'req/0',
      model: 'prod',
      modelUuid: '',
      hook,
      relation: hook.includes('-relation-') ? { departingUnit } : null,
    },
    relationIds: async () => [],
    remoteApplication: async () => null,
    readRemoteApplicationData: async () => null,
    remoteModelUuid: async () => null,
    isUnitLeaving: async () => {
      asked.push(hook);
      return leaving;
    },
  };
  return { port, asked };
}

it.each(['targets-relation-created', 'targets-relation-joined', 'targets-relation-changed'])(
  '%s runs only in a unit that stays, so nothing is asked',
  async (hook) => {
    const { port, asked } = portIn(hook, true);
    expect(await isLeaving(port)).toBe(false);
    expect(asked).toEqual([]);
  },
);

it.each(['targets-relation-departed', 'targets-relation-broken', 'update-status', 'stop', ''])(
  '%s: goal-state tells',
  async (hook) => {
    for (const leaving of [true, false]) {
      const { port, asked } = portIn(hook, leaving, 'other/1');
      expect(await isLeaving(port)).toBe(leaving);
      expect(asked).toEqual([hook]);
    }
  },
);

it('an endpoint may be called as a hook is', async () => {
  const { port } = portIn('a-relation-changed-relation-departed', true);
  expect(await isLeaving(port)).toBe(true);
});

it('relation-departed names the unit that departs: no question is needed', async () => {
  const { port, asked } = portIn('targets-relation-departed', false, 'req/0');
  expect(await isLeaving(port)).toBe(true);
  expect(asked).toEqual([]);
});

it.each([
  ['targets-relation-broken', true],
  ['targets-relation-departed', false],
  ['update-status', false],
  ['', false],
])('where Juju does not tell, only relation-broken is taken for the end: %s', async (hook, is) => {
  expect(await isLeaving(portIn(hook, null).port)).toBe(is);
});
