import { expect, it } from 'vitest';
import { accept } from './accept.js';
import type { Published } from './published.js';

function published(id: string, remoteApp: string, over: Partial<Published> = {}): Published {
  const entry = { app: 'victim', relation_name: 'backup', model: 'm', spec: { ttl: '1h' } };
  return {
    ...{ id, remoteApp, origin: 'm', isKnown: true, isBackupConfig: false, related: null },
    databag: { backup_targets: JSON.stringify([entry]) },
    placeOf: () => {
      throw new Error('No place is asked for.');
    },
    ...over,
  };
}

it('lets a related application own its name though its databag is not shown', async () => {
  const hidden = published('backup:1', 'victim', { isKnown: false, databag: {} });
  const neighbour = published('backup:2', 'neighbour');
  const { targets, issues } = await accept([hidden, neighbour]);
  expect(targets.filter(({ isDuplicate }) => !isDuplicate)).toEqual([]);
  expect(issues.filter(({ relation }) => relation === 'backup:2')).toMatchObject([
    { rule: 'claimed-by-owner', refused: true },
  ]);
});

it('lets the owner have its target where its databag is shown', async () => {
  const { targets } = await accept([published('backup:1', 'victim')]);
  expect(targets.map(({ relation }) => relation)).toEqual(['backup:1']);
});
