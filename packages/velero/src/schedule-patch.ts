import { type Fields, type FoundSchedule, fieldsOf, isFields } from './found-schedule.js';
import { PAUSED_ANNOTATION } from './pause.js';
import type { Schedule } from './resources.js';
import { TEMPLATE_FIELDS } from './template-fields.js';

/**
 * The JSON merge patch (RFC 7386) that makes a Schedule as desired, in the fields that this package writes.
 * Fields that others wrote stay. It names the uid and the resourceVersion that were read: the API
 * server answers 409 where someone else has changed or replaced the object meanwhile.
 */
export function schedulePatch({ metadata, spec }: Schedule, found: FoundSchedule): Fields {
  return {
    metadata: {
      ...(found.uid === null ? {} : { uid: found.uid }),
      ...(found.resourceVersion === null ? {} : { resourceVersion: found.resourceVersion }),
      labels: metadata.labels,
      annotations: { ...withoutPauseMark(found), ...metadata.annotations },
    },
    spec: {
      schedule: spec.schedule,
      paused: spec.paused ?? false,
      useOwnerReferencesInBackup: spec.useOwnerReferencesInBackup ?? false,
      ...(spec.skipImmediately === undefined ? {} : { skipImmediately: spec.skipImmediately }),
      template: templatePatch(fieldsOf(found.spec['template']), { ...spec.template }),
    },
  };
}

function withoutPauseMark({ annotations }: FoundSchedule): Fields {
  return Object.hasOwn(annotations, PAUSED_ANNOTATION) ? { [PAUSED_ANNOTATION]: null } : {};
}

function templatePatch(found: Fields, desired: Fields): Fields {
  const written = TEMPLATE_FIELDS.filter(
    (field) => Object.hasOwn(found, field) || Object.hasOwn(desired, field),
  );
  return Object.fromEntries(
    written.map((field) => [field, replacing(found[field], desired[field])]),
  );
}

/** A merge patch merges objects: what is to go must be named, with null. */
function replacing(found: unknown, desired: unknown): unknown {
  if (!isFields(desired)) return desired ?? null;
  const before = fieldsOf(found);
  return Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(desired)])].map((key) => [
      key,
      replacing(before[key], desired[key]),
    ]),
  );
}
