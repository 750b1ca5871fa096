import { describe, expect, it } from 'vitest';
import type { ClusterFacts } from '../facts/facts.js';
import { judgeSnapshotLocations } from './snapshot-health.js';

/** Locations by name, with their provider. */
function cluster(
  providers: Readonly<Record<string, string>>,
  args: readonly string[] | undefined,
  isWhole = true,
): ClusterFacts {
  const server = {
    metadata: { name: 'velero', namespace: 'velero' },
    spec: { template: { spec: { containers: [{ command: ['/velero'], args }] } } },
  };
  return {
    name: 'lab',
    schedules: [],
    backups: [],
    storageLocations: [],
    snapshotLocations: Object.entries(providers).map(([name, provider]) => ({
      metadata: { name, namespace: 'velero' },
      spec: { provider },
    })),
    deployments: args === undefined ? [] : [server],
    notRead: [],
    isWhole,
  };
}

const TWO = { a: 'aws', b: 'aws' };
const DEFAULTS = '--default-volume-snapshot-locations';

describe('snapshot locations', () => {
  it.each([
    ['one of each provider', { a: 'aws', b: 'gcp' }, ['server'], []],
    ['two, of which the Backup names one', TWO, ['server'], ['b']],
    ['two, of which the server names one', TWO, ['server', `${DEFAULTS}=gcp:x,aws:b`], []],
    ['the same in two words, twice', TWO, ['server', DEFAULTS, 'gcp:x', DEFAULTS, 'aws:a'], []],
    ['the same name twice', TWO, ['server'], ['a', 'a']],
  ])('are fine: %s', (_, providers, args, names) => {
    expect(judgeSnapshotLocations(cluster(providers, args), 'velero', names)).toEqual({
      faults: [],
      unknown: undefined,
    });
  });

  it.each([
    ['two of a provider', TWO, ['server'], [], 'the provider aws has the VolumeSnapshotLocations'],
    ['a Deployment without arguments', TWO, [], [], 'neither the Backup nor'],
    ['two names', TWO, ['server'], ['a', 'b'], 'a and b are VolumeSnapshotLocations of one'],
    ['none of the name', TWO, ['server'], ['c'], 'the VolumeSnapshotLocation c does not exist'],
    ['a default that is gone', TWO, ['server', `${DEFAULTS}=aws:c`], [], 'the default of Velero'],
    ['a default of another provider', TWO, ['server', `${DEFAULTS}=gcp:a`], [], 'neither'],
  ])('are refused: %s', (_, providers, args, names, text) => {
    const { faults } = judgeSnapshotLocations(cluster(providers, args), 'velero', names);
    expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining(text)]);
  });

  it.each([
    ['a server that was not given', TWO, undefined, [], 'or its Deployment was not given'],
    ['a location that was not given', TWO, ['server'], ['c'], 'c was not given'],
  ])('are not known in files: %s', (_, providers, args, names, text) => {
    const facts = cluster(providers, args, false);
    expect(judgeSnapshotLocations(facts, 'velero', names)).toEqual({
      faults: [],
      unknown: expect.stringContaining(text),
    });
  });
});
