/** What is said of each claim, and which counts: the requirer's own tests tell who owns what. */
import { read } from '@k8s-backup-target/schema';
import { expect, it } from 'vitest';
import { type Settled, settle } from './claims.js';
import { type Claim, Ownership } from './ownership.js';

const HERE = 'uuid-of-prod';
const THEIRS = 'uuid-of-theirs';
const OWN = { model: 'prod', modelUuid: HERE };

/** A claim of `app` in `model` by the application `remoteApp`, whose relation is named after it. */
function claim(remoteApp: string, app: string, model = 'prod', path = '/backup_targets/0'): Claim {
  const target = read.BackupTargetEntry.parse({ app, relation_name: 'backup', model, spec: {} });
  return { relation: `targets:${remoteApp}`, remoteApp, path, target };
}

/** Settles claims; applications whose name begins with `saas` are of another model. */
async function settled(claims: readonly Claim[], alsoRelated: readonly string[] = []) {
  const apps = [...new Set([...claims.map(({ remoteApp }) => remoteApp), ...alsoRelated])];
  const relations = apps.map((remoteApp) => ({
    relation: `targets:${remoteApp}`,
    remoteApp,
    databag: {},
  }));
  const ownership = await Ownership.of(OWN, relations, claims, {
    remoteModelUuid: async (relation) => (relation.startsWith('targets:saas') ? THEIRS : HERE),
    mayLackRelations: async () => false,
  });
  return settle(claims, [], ownership);
}

function said({ issues }: Settled): readonly string[] {
  return issues.map(
    ({ remoteApp, message, remedy }) => `${remoteApp} ${message}; ${remedy ?? '(no remedy)'}`,
  );
}

function counting({ targets }: Settled): readonly string[] {
  return targets
    .filter(({ isDuplicate }) => !isDuplicate)
    .map(({ remoteApp, target }) => `${remoteApp} ${target.app}`);
}

it('names who claims whose target, and what to publish instead', async () => {
  const found = await settled([claim('db', 'db'), claim('rogue', 'db')]);
  expect(counting(found)).toEqual(['db db']);
  expect(said(found)).toEqual([
    'rogue claims the target of db, which is related itself; publish only targets of the application rogue',
  ]);
});

it('names the model that an application claims a target of', async () => {
  const found = await settled([claim('b', 'c', 'staging')]);
  expect(found.targets).toEqual([]);
  expect(said(found)).toEqual([
    'b claims a target of the model staging, in which b does not run; publish the name of the own model as model',
  ]);
});

it('names the owner that a claim waits for', async () => {
  const found = await settled([claim('saas', 'db')], ['db']);
  expect(counting(found)).toEqual([]);
  expect(said(found)).toEqual([
    'saas names the application db, whose own relation decides, and which publishes no valid target now; ' +
      'correct what db publishes, or remove its relation',
  ]);
});

it('names the relation of an entry that is refused, and decides', async () => {
  const refused = { ...claim('saas1', 'theirs', 'elsewhere'), relation: 'targets:1' };
  const waiting = { ...claim('saas2', 'theirs', 'elsewhere'), relation: 'targets:10' };
  const relations = [refused, waiting].map((each) => ({ ...each, databag: {} }));
  const ownership = await Ownership.of(OWN, relations, [refused, waiting], {
    remoteModelUuid: async () => THEIRS,
    mayLackRelations: async () => false,
  });
  const found = settle([waiting], [refused], ownership);
  expect(counting(found)).toEqual([]);
  expect(said(found)).toEqual([
    'saas2 has the app, relation_name and model of an entry in targets:1, which decides and is refused now; ' +
      'correct that entry, or remove its relation',
  ]);
});

it.each([
  ['/backup_targets/0', '/backup_targets/0 in targets:db'],
  ['', 'the target in targets:db'],
])('names the target that counts instead, wherever it was read: %j', async (path, winner) => {
  const found = await settled([claim('db', 'db', 'prod', path), claim('saas', 'db')]);
  expect(counting(found)).toEqual(['db db']);
  expect(said(found)).toEqual([
    `saas has the app, relation_name and model of ${winner}, which counts; publish each target once`,
  ]);
});

it('keeps the order of the claims, and lets the owner count before a stranger that came first', async () => {
  const found = await settled([
    claim('saas', 'db'),
    claim('saas', 'theirs', 'elsewhere'),
    claim('saas2', 'theirs', 'elsewhere'),
    claim('db', 'db'),
    claim('db', 'db', 'prod', '/backup_targets/1'),
  ]);
  expect(counting(found)).toEqual(['saas theirs', 'db db']);
  expect(found.targets.map(({ relation, path }) => `${relation}${path}`)).toEqual([
    'targets:saas/backup_targets/0',
    'targets:saas/backup_targets/0',
    'targets:saas2/backup_targets/0',
    'targets:db/backup_targets/0',
    'targets:db/backup_targets/1',
  ]);
  expect([...found.winners.values()].map(({ remoteApp }) => remoteApp)).toEqual(['saas', 'db']);
});

it('has nothing to say of claims that are all right', async () => {
  const found = await settled([claim('a', 'a'), claim('b', 'b')]);
  expect(counting(found)).toEqual(['a a', 'b b']);
  expect(found.issues).toEqual([]);
});
