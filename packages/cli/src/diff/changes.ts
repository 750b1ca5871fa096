// Room: How the Schedules of a cluster differ from those that the targets ask for. May import any room that does not need it.
import type { Schedule } from '@k8s-backup-target/velero';
import type { Change } from '../generated/output.js';
import { type Fields, fieldsOf } from '../input/fields.js';

const SWITCHES = ['paused', 'useOwnerReferencesInBackup'] as const;

/** The fields of the spec in which a Schedule differs from the one that is wanted. */
export function changesOf({ spec }: Schedule, found: Fields): readonly Change[] {
  const foundSpec = fieldsOf(found['spec']);
  const template = { ...spec.template };
  const foundTemplate = fieldsOf(foundSpec['template']);
  const names = [...new Set([...Object.keys(template), ...Object.keys(foundTemplate)])].sort();
  return [
    change('/spec/schedule', spec.schedule, foundSpec['schedule']),
    ...SWITCHES.map((name) =>
      change(`/spec/${name}`, spec[name] ?? false, foundSpec[name] ?? false),
    ),
    ...names.map((name) =>
      change(`/spec/template/${name}`, Reflect.get(template, name), foundTemplate[name]),
    ),
  ].flat();
}

function change(path: string, wanted: unknown, found: unknown): Change[] {
  const [one, other] = [asText(wanted), asText(found)];
  return one === other ? [] : [{ path, wanted: one, found: other }];
}

/** Null, an empty list and a missing field are the same to Velero. */
function asText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return Array.isArray(value) && value.length === 0 ? null : JSON.stringify(value);
}
