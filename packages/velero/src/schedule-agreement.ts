import { sameJson } from '@k8s-backup-target/schema/internal';
import { type Fields, type FoundSchedule, fieldsOf } from './found-schedule.js';
import { parseGoDuration } from './go-duration.js';
import { PAUSED_ANNOTATION } from './pause.js';
import type { Schedule } from './resources.js';
import { TEMPLATE_FIELDS } from './template-fields.js';

/** Tells whether a Schedule in the cluster is as desired, in all that this package writes. */
export function agrees({ metadata, spec }: Schedule, found: FoundSchedule): boolean {
  return (
    holds(found.labels, metadata.labels) &&
    holds(found.annotations, metadata.annotations) &&
    samePauseMark(found.annotations, metadata.annotations) &&
    found.spec['schedule'] === spec.schedule &&
    sameSwitch(found.spec['paused'], spec.paused) &&
    sameSwitch(found.spec['useOwnerReferencesInBackup'], spec.useOwnerReferencesInBackup) &&
    sameTemplate(fieldsOf(found.spec['template']), { ...spec.template })
  );
}

function holds(found: Fields, desired: Readonly<Record<string, string>>): boolean {
  return Object.entries(desired).every(([key, value]) => found[key] === value);
}

function samePauseMark(found: Fields, desired: Readonly<Record<string, string>>): boolean {
  return found[PAUSED_ANNOTATION] === desired[PAUSED_ANNOTATION];
}

function sameSwitch(found: unknown, desired: boolean | undefined): boolean {
  return (found ?? false) === (desired ?? false);
}

function sameTemplate(found: Fields, desired: Fields): boolean {
  return TEMPLATE_FIELDS.every((field) =>
    sameJson(comparable(field, found[field]), comparable(field, desired[field])),
  );
}

/** One form of what Velero takes for the same. An empty selector stays: it is not the same as none. */
function comparable(field: string, value: unknown): unknown {
  if (Array.isArray(value) && value.length === 0) return null;
  if (field === 'includedNamespaces' && sameJson(value, ['*'])) return null;
  if (field !== 'ttl' || typeof value !== 'string') return value ?? null;
  const nanoseconds = parseGoDuration(value);
  if (nanoseconds === undefined) return value;
  return nanoseconds === 0n ? null : String(nanoseconds);
}
