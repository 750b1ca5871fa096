import { preview } from '@k8s-backup-target/preview';
import { toBackup, toSchedule, VeleroError } from '@k8s-backup-target/velero';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clusters,
  type FullSpec,
  specs,
  VELERO_VERSIONS,
} from '../../packages/preview/src/test-data/arbitrary-clusters.js';

const OPTIONS = { namespace: 'velero', managedBy: 'integrator' };

/** The target's Backup, or undefined where it is refused, as no Velero would take it. */
function backupOf(spec: FullSpec): ReturnType<typeof toBackup> | undefined {
  const target = { app: 'app', relation_name: 'backup', model: 'model', spec };
  try {
    return toBackup(target, OPTIONS);
  } catch (error) {
    if (error instanceof VeleroError) return undefined;
    throw error;
  }
}

describe('preview', () => {
  it('says of a spec what it says of the Backup that is made of it', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        specs(),
        clusters(),
        fc.constantFrom(...VELERO_VERSIONS),
        (spec, cluster, veleroVersion) => {
          const backup = backupOf(spec);
          fc.pre(backup !== undefined);
          const [ours, its] = [spec, backup.spec].map((one) =>
            preview(one, cluster, { veleroVersion }),
          );
          expect(ours?.decisions.map(({ rule }) => rule)).toEqual(
            its?.decisions.map(({ rule }) => rule),
          );
          expect(ours?.phase).toBe(its?.phase);
          compared += 1;
        },
      ),
    );
    expect(compared).toBeGreaterThan(50);
  });

  it('takes the template of a Schedule, as preview-manifests of the integrator shows it', () => {
    const spec = { include_namespaces: ['app'], ttl: '30d' };
    const target = { app: 'app', relation_name: 'backup', model: 'model', spec };
    const schedule = toSchedule(target, { cron: '@daily' }, OPTIONS);
    const [cluster] = fc.sample(clusters(), { numRuns: 1, seed: 1 });
    if (cluster === undefined) throw new Error('no cluster');
    const ofSchedule = preview(schedule.spec.template, cluster);
    expect(ofSchedule.totals).toEqual(preview(spec, cluster).totals);
  });
});
