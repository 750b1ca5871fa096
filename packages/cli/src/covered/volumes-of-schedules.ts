import { coverage, VOLUME_RULES, type VolumeFate } from '@k8s-backup-target/preview';
import { metadataOf } from '../cluster/velero-objects.js';
import type { Invocation } from '../command/command.js';
import type { Facts } from '../facts/facts.js';
import { type Fields, fieldsOf } from '../input/fields.js';
import { inventoryFor } from '../preview/read-inventory.js';
import { withData } from '../preview/volumes.js';
import type { VolumesOfSchedule } from '../why/step.js';

/**
 * What becomes of the data of the volumes that each Schedule's Backups hold, by the cluster as it is now. All Schedules
 * are previewed in one pass.
 */
export async function volumesOf(
  schedules: readonly Fields[],
  facts: Facts,
  invocation: Invocation,
  veleroVersion: string,
): Promise<ReadonlyMap<Fields, VolumesOfSchedule>> {
  const { inventory } = await inventoryFor(facts, invocation);
  const specs = schedules.map((schedule, place) => ({
    name: String(place),
    spec: fieldsOf(fieldsOf(schedule['spec'])['template']),
    annotations: metadataOf(schedule).annotations,
  }));
  const { backups } = coverage(specs, inventory, { veleroVersion, withVolumes: true });
  return new Map(
    schedules.map((schedule, place) => [schedule, summaryOf(backups[place]?.volumes ?? [])]),
  );
}

function summaryOf(fates: readonly VolumeFate[]): VolumesOfSchedule {
  const kept = withData(fates);
  return {
    count: kept.length,
    notSaved: kept.filter(({ method }) => method === 'none' || method === 'error').map(textOf),
    unknown: kept.filter(({ method }) => method === 'unknown').map(textOf),
  };
}

function textOf({ claim, persistentVolume, pod, volume, rule }: VolumeFate): string {
  const what = claim ?? persistentVolume ?? `${pod ?? ''}:${volume ?? ''}`;
  return `${what}, ${VOLUME_RULES[rule]}`;
}
