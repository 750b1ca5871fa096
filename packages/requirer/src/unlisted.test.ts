import { expect, it } from 'vitest';
import type { RequirerPort } from './port.js';
import { mayLackRelations } from './unlisted.js';

/** A port in `hook` of a unit that stays; `related` answers what Juju's controller knows, by endpoint. */
function portIn(hook: string, related?: Readonly<Record<string, readonly string[] | null>>) {
  const port: RequirerPort = {
    context: { unit: 'req/0', model: 'prod', modelUuid: '', hook, relation: null },
    relationIds: async () => [],
    remoteApplication: async () => null,
    readRemoteApplicationData: async () => null,
    remoteModelUuid: async () => null,
    isUnitLeaving: async () => false,
  };
  if (related === undefined) return port;
  return { ...port, relatedApplications: async (endpoint: string) => related[endpoint] ?? null };
}

const LISTED = ['a', 'b'].map((remoteApp) => ({
  relation: `targets:${remoteApp}`,
  remoteApp,
  databag: {},
}));

async function mayLack(port: RequirerPort, endpoints = ['targets', 'others']): Promise<boolean> {
  return mayLackRelations(port, endpoints, LISTED);
}

it.each(['leader-elected', 'config-changed', 'upgrade-charm'])(
  '%s: one application that is not listed is enough, on any endpoint',
  async (hook) => {
    expect(await mayLack(portIn(hook, { targets: ['a'], others: ['b'] }))).toBe(false);
    expect(await mayLack(portIn(hook, { targets: ['a', 'c'], others: [] }))).toBe(true);
    expect(await mayLack(portIn(hook, { targets: ['a'], others: ['b', 'c'] }))).toBe(true);
  },
);

it('where the controller does not say, there may be others', async () => {
  expect(await mayLack(portIn('leader-elected', { targets: ['a'], others: null }))).toBe(true);
});

it('a port that cannot ask lists all that there is', async () => {
  expect(await mayLack(portIn('leader-elected'))).toBe(false);
});

it('in other hooks Juju has told of every relation', async () => {
  expect(await mayLack(portIn('update-status', { targets: ['c'], others: null }))).toBe(false);
});

it('a unit that leaves may have left some already, in any hook', async () => {
  const port = portIn('update-status');
  expect(await mayLack({ ...port, isUnitLeaving: async () => true })).toBe(true);
});
