/** Lookups among many targets, and hostile databags of growing size. */

import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { decodeDatabag } from '@k8s-backup-target/schema';
import { race, raceFunctions, timeOf } from './measure.js';
import { atMost, type Race, type Section } from './section.js';

const ROUNDS = 5;
const MEBIBYTE = 2 ** 20;
const HOSTILE_SIZES = [1, 4, 16];

export async function benchmarkScale(): Promise<Section> {
  const lookups = await lookupRace();
  const hostile = await hostileRace();
  const perTarget =
    timeOf(lookups.timings, '10000 targets') / timeOf(lookups.timings, '100 targets');
  const growth = timeOf(hostile.timings, '16 MiB') / timeOf(hostile.timings, '4 MiB');
  return {
    id: 'scale',
    title: 'Lookups and scale',
    method: METHOD,
    races: [lookups, hostile],
    aims: [
      atMost('getBackupSpec among 10000 targets over 100 targets', 3, perTarget),
      atMost('A hostile 16 MiB databag over one of 4 MiB', 6, growth),
    ],
  };
}

const METHOD =
  'A lookup is `getBackupSpec` after the first, in a requirer that has read its relations. A hostile databag holds as many broken entries as fit.';

async function lookupRace(): Promise<Race> {
  const contenders = await Promise.all(
    [100, 10_000].map(async (count) => {
      const requirer = requirerWith(count);
      const key = { app: `app${count - 1}`, endpoint: 'backup', model: 'm' };
      if ((await requirer.getBackupSpec(key)) === null) throw new Error('the target is missing');
      return { name: `${count} targets`, run: () => requirer.getBackupSpec(key) };
    }),
  );
  return {
    title: 'One lookup',
    timings: await raceFunctions(contenders, { rounds: ROUNDS }),
    floor: '100 targets',
  };
}

function requirerWith(count: number): K8sBackupTargetRequirer {
  const entries = Array.from({ length: count }, (_, index) => ({
    app: `app${index}`,
    relation_name: 'backup',
    model: 'm',
    spec: {},
  }));
  const databag = { backup_targets: JSON.stringify(entries) };
  const juju = {
    context: { unit: 'req/0', model: null, modelUuid: '', hook: '', relation: null },
    remoteModelUuid: async () => null,
    isUnitLeaving: async () => null,
    relationIds: async () => ['targets:1'],
    remoteApplication: async () => 'remote',
    readRemoteApplicationData: async () => databag,
  };
  return new K8sBackupTargetRequirer({ juju, endpoint: 'targets' });
}

async function hostileRace(): Promise<Race> {
  const contenders = HOSTILE_SIZES.map((size) => {
    const broken = '{"spec":{"ttl":"garbage"}},';
    const text = `[${broken.repeat(Math.floor((size * MEBIBYTE) / broken.length))}0]`;
    return { name: `${size} MiB`, run: () => void decodeDatabag({ backup_targets: text }) };
  });
  const peak = `peak memory of the whole run ${Math.round(process.memoryUsage().rss / MEBIBYTE)} MiB before`;
  const timings = await race(contenders, { rounds: ROUNDS });
  const after = `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB at most`;
  return {
    title: 'A hostile databag',
    timings,
    floor: '1 MiB',
    notes: { '16 MiB': `${peak}, ${after}` },
  };
}
