import { ttlWithoutDays } from '@k8s-backup-target/schema';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { VeleroError } from './error.js';
import { oneTargetOnlyTargets } from './generated/conversion-templates.js';
import { acceptTarget } from './guard.js';
import { refuseInvalidSchedule, type ScheduleOptions } from './schedule.js';
import type { Target, WholeTarget } from './target.js';

/** The databag of the `velero_backup_config` interface. */
export interface VeleroBackupConfig {
  readonly app: string;
  readonly relation_name: string;
  readonly model: string;
  /** JSON. */
  readonly spec: string;
}

/**
 * Writes the `velero_backup_config` databag, byte for byte as velero-operator's Python library and
 * velero-integrator do, so a charm can change language without a `relation-changed`.
 *
 * `app`, `relation_name` and `model` are bare texts. `spec` is what Pydantic's `model_dump_json` writes:
 * `,` and `:` without spaces, every field in the order of the library's model, `null` where nothing is
 * set, characters beyond ASCII as they are, and of the control characters `\b`, `\t`, `\n`, `\f` and `\r`
 * by name and the others as `\u001f`. Lists and the selector are kept, empty or not.
 *
 * The ttl alone is changed: velero-operator hands it to Velero as it is, so days become hours
 * (`30d` is written `720h`; what has no days stays) and the empty string null.
 *
 * One limit: JavaScript moves integer-like keys (`"1"`) to the front, so a selector with such keys may be
 * written in another order than Python's.
 *
 * @param targets one target, or a list of exactly one: the interface holds no more per relation.
 * @param schedule without `cron`, backups are made on demand only. What is not set is null.
 * @throws VeleroError `one-target-only` when given none or several, naming them; `invalid-target` and
 * `invalid-schedule` as `toSchedule` does.
 * @throws VeleroVersionError for a `veleroVersion` that names no release.
 */
export function toVeleroBackupConfig(
  targets: Target | readonly Target[],
  schedule: Partial<ScheduleOptions> = {},
): VeleroBackupConfig {
  const target = acceptTarget(isList(targets) ? onlyOne(targets) : targets);
  if (schedule.cron !== undefined) refuseInvalidSchedule(schedule.cron, schedule.veleroVersion);
  const { app, relation_name, model } = target;
  return { app, relation_name, model, spec: JSON.stringify(specOf(target, schedule)) };
}

/** The fields of the library's `VeleroBackupSpec`, in its order. */
function specOf(
  { spec }: WholeTarget,
  schedule: Partial<ScheduleOptions>,
): Record<string, unknown> {
  return {
    include_namespaces: spec.include_namespaces,
    include_resources: spec.include_resources,
    exclude_namespaces: spec.exclude_namespaces,
    exclude_resources: spec.exclude_resources,
    label_selector: spec.label_selector,
    ttl: spec.ttl === null || spec.ttl === '' ? null : ttlWithoutDays(spec.ttl),
    include_cluster_resources: spec.include_cluster_resources,
    schedule: schedule.cron ?? null,
    paused: schedule.paused ?? null,
    skip_immediately: schedule.skipImmediately ?? null,
    use_owner_references_in_backup: schedule.useOwnerReferencesInBackup ?? null,
  };
}

function onlyOne(targets: readonly Target[]): Target {
  const [target, ...others] = targets;
  if (target !== undefined && others.length === 0) return target;
  const names = targets.map(({ model, app, relation_name }) => `${model}/${app}:${relation_name}`);
  const given = names.length === 0 ? 'no target' : `${names.length} targets: ${names.join(', ')}`;
  throw new VeleroError('one-target-only', [issueOf(oneTargetOnlyTargets, '', { given })]);
}

/** `Array.isArray` does not narrow a readonly array. */
function isList(targets: Target | readonly Target[]): targets is readonly Target[] {
  return Array.isArray(targets);
}
