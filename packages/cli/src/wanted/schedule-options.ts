// Room: Which Schedules there should be, and whose they are. May import any room that does not need it.
import { managedByFor, type ScheduleOptions } from '@k8s-backup-target/velero';
import type { Options } from '../command/command.js';
import type { Facts } from '../facts/facts.js';
import { textOf } from '../input/fields.js';
import { configOf } from '../juju/config.js';
import type { Unit } from '../juju/show-unit.js';
import type { TargetView } from '../published/target-view.js';
import { handedOn } from './handed-on.js';

/** Options for making a target's objects. */
export interface Making {
  readonly schedule: Partial<ScheduleOptions> & { readonly veleroVersion: string };
  /** The label `managed-by`, and where it comes from. */
  readonly managedBy: string;
  readonly namespace: string;
}

/** The label where the input does not say whose the objects are. */
export const BY_HAND = 'kbt';

/**
 * The command line's options, else what velero-operator has received, else the options of the integrator's charm, else none.
 *
 * The label `managed-by` is the integrator's own where its application and its model's UUID are known, so
 * that what is rendered is what it would apply.
 */
export function makingFor(
  view: TargetView | null,
  facts: Facts,
  options: Options,
  veleroVersion: string,
): Making {
  const unit = view?.published.related?.unit;
  const values = configOf(facts.configs, unit?.app, unit)?.values ?? {};
  const received = view === null ? {} : (handedOn(view, facts) ?? {});
  const cron =
    textOf(options['schedule']) ??
    textOf(received['schedule']) ??
    textOf(values['schedule'])?.trim() ??
    '';
  const isPaused = options['paused'] ?? received['paused'] ?? values['paused'];
  const owner =
    received['use_owner_references_in_backup'] ?? values['use-owner-references-in-backup'];
  return {
    schedule: {
      veleroVersion,
      ...(cron === '' ? {} : { cron }),
      ...(typeof isPaused === 'boolean' ? { paused: isPaused } : {}),
      ...(typeof owner === 'boolean' ? { useOwnerReferencesInBackup: owner } : {}),
    },
    managedBy: textOf(options['managedBy']) ?? ownerOf(unit) ?? BY_HAND,
    namespace: textOf(options['veleroNamespace']) ?? textOf(values['velero-namespace']) ?? 'velero',
  };
}

/** The integrator's label; undefined where its model's UUID was not given. */
function ownerOf(unit: Unit | undefined): string | undefined {
  const modelUuid = unit?.origin.model?.uuid ?? '';
  return unit === undefined || modelUuid === ''
    ? undefined
    : managedByFor({ app: unit.app, modelUuid });
}
