/** Values of Velero's Helm chart, which makes a Schedule of each entry of `schedules`. */
import { type Fields, fieldsOf, isFields } from './fields.js';

/** Entries of the chart that become fields of the Schedule's spec. */
const OF_SPEC = ['schedule', 'template', 'paused', 'skipImmediately', 'useOwnerReferencesInBackup'];

/** The Schedules that the chart makes of these values, by their name in them; empty for any other value. */
export function schedulesOf(values: unknown): readonly (readonly [string, Fields])[] {
  const entries = Object.entries(fieldsOf(fieldsOf(values)['schedules']));
  if (fieldsOf(values)['kind'] !== undefined || !entries.every(([, entry]) => isSchedule(entry))) {
    return [];
  }
  return entries.map(([name, entry]) => [name, made(name, entry)] as const);
}

function isSchedule(entry: unknown): boolean {
  return isFields(entry) && ('schedule' in entry || 'template' in entry);
}

/** As the chart's template writes it, for a release that is called velero. */
function made(name: string, entry: unknown): Fields {
  const fields = fieldsOf(entry);
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: { name: `velero-${name}`, namespace: 'velero' },
    spec: Object.fromEntries(Object.entries(fields).filter(([field]) => OF_SPEC.includes(field))),
  };
}
