/** What `kbt preview` says of the data of volumes, and what a real Velero server does about it. */
import { join } from 'node:path';
import { writeReport } from '@k8s-backup-target/tools/report';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { VELERO_VERSION } from './build.js';
import { arbitraryRequests, BACKUPS_AT_ONCE } from './volumes/arbitrary-request.js';
import { arbitraryVolumes } from './volumes/arbitrary-volumes.js';
import { Tally } from './volumes/tally.js';
import { GLOBAL_POLICY, type ServerKind, VolumeLab } from './volumes/volume-lab.js';

const COUNT = Number(process.env['E2E_COUNT'] ?? 20);
const SEED = Number(process.env['E2E_SEED'] ?? 20_261_129);
const HOURS = 7_200_000;
const ROOT = join(import.meta.dirname, '../..');

/** Each has a cluster of its own. */
const SERVERS: readonly ServerKind[] = [
  { name: 'CSI snapshots', args: ['--features=EnableCSI'] },
  { name: 'no CSI snapshots, files by default', args: ['--default-volumes-to-fs-backup'] },
  {
    name: 'CSI snapshots, moved by default',
    args: ['--features=EnableCSI', '--default-snapshot-move-data=true'],
  },
  {
    name: 'CSI snapshots and a global policy',
    args: ['--features=EnableCSI', `--global-backup-volume-policies-configmap=${GLOBAL_POLICY}`],
    globalPolicy: {
      version: 'v1',
      volumePolicies: [
        { conditions: { capacity: '5Gi,' }, action: { type: 'snapshot' } },
        { conditions: { volumeTypes: ['emptyDir', 'nfs'] }, action: { type: 'skip' } },
      ],
    },
  },
];

const tally = new Tally();
const begun = Date.now();

describe.concurrent(`the preview of volumes in ${COUNT} random pairs of cluster and Backup, seed ${SEED}`, () => {
  it.each(SERVERS)(
    'agrees with the tarball, and volume by volume with all that Velero records: $name',
    async (server) => {
      const lab = await VolumeLab.start(server);
      try {
        const count = Math.ceil(COUNT / SERVERS.length);
        const numRuns = Math.ceil(count / BACKUPS_AT_ONCE);
        const seed = SEED + SERVERS.indexOf(server);
        const pairs = fc.sample(fc.tuple(arbitraryVolumes, arbitraryRequests), { numRuns, seed });
        const differing: string[] = [];
        for (const [index, [manifests, all]] of pairs.entries()) {
          const asked = all.slice(0, count - index * BACKUPS_AT_ONCE);
          for (const comparison of await lab.compareAll(manifests, asked)) {
            tally.add(comparison);
            const { differences, backup, policy, annotations } = comparison;
            if (differences.length > 0)
              differing.push(
                JSON.stringify({ differences, backup, policy, annotations, manifests }),
              );
          }
        }
        expect(differing).toEqual([]);
      } finally {
        await lab.close();
      }
    },
    HOURS,
  );
});

afterAll(() => {
  console.log(`Volumes by what became of them:\n${tally.lines().join('\n')}`);
  writeReport(
    'volumes-live',
    {
      command: `npm run e2e -- tests/kubernetes/volumes --count ${COUNT} --seed ${SEED}`,
      seed: SEED,
      count: tally.pairs,
      failures: tally.differing,
      seconds: Math.round((Date.now() - begun) / 1000),
      details: {
        velero: VELERO_VERSION,
        volumes: tally.volumes,
        servers: SERVERS.map(({ name }) => name),
        rules: tally.counts(),
      },
    },
    ROOT,
  );
});
