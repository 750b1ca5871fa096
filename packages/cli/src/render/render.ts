// Room: Manifests from a spec. May import any room that does not need it.
import type { Finding } from '@k8s-backup-target/lint';
import {
  type Target,
  toBackup,
  toSchedule,
  toVeleroBackupConfig,
  VeleroError,
} from '@k8s-backup-target/velero';
import { CannotRunError } from '../command/errors.js';
import { lintFor } from '../velero/rules.js';
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
    const object = objectFor(target, to, making, at);
    const fault = lintFor(target.spec, making.schedule.veleroVersion).find(isError);
    if (fault === undefined) return { ok: true, object };
    const { path, message, remedy } = fault;
    return { ok: false, message: `${target.app}: /spec${path} ${message}: ${remedy}` };
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return { ok: false, message: `${target.app}: ${error.message}` };
  }
}

/** Velero's releases do not refuse the same: the object is for the one that is asked about. */
function isError({ severity }: Finding): boolean {
  return severity === 'error';
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
