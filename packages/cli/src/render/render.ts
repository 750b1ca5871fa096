import {
  type Target,
  toBackup,
  toSchedule,
  toVeleroBackupConfig,
  VeleroError,
} from '@k8s-backup-target/velero';
import { CannotRunError } from '../errors.js';
import type { Making } from '../wanted/schedule-options.js';

/** The object that a target becomes. */
export type RenderTo = 'schedule' | 'backup' | 'velero-backup-config';

/** The object made from a target, or the reason why there is none. */
export type Rendered =
  | { readonly ok: true; readonly object: object }
  | { readonly ok: false; readonly message: string };

/**
 * Makes one target's object.
 *
 * @param at when a Backup is asked for: it ends its name.
 * @throws CannotRunError `usage` for a Schedule without a cron expression.
 */
export function renderTarget(target: Target, to: RenderTo, making: Making, at: Date): Rendered {
  try {
    return { ok: true, object: objectFor(target, to, making, at) };
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return { ok: false, message: `${target.app}: ${error.message}` };
  }
}

function objectFor(target: Target, to: RenderTo, making: Making, at: Date): object {
  const { schedule, managedBy, namespace } = making;
  if (to === 'velero-backup-config') return toVeleroBackupConfig(target, schedule);
  if (to === 'backup') return toBackup(target, { managedBy, namespace, at });
  const { cron } = schedule;
  if (cron === undefined) {
    throw new CannotRunError(
      'usage',
      "a Schedule needs a cron expression: give --schedule '0 2 * * *', or the integrator's juju config",
    );
  }
  return toSchedule(target, { ...schedule, cron }, { managedBy, namespace });
}
