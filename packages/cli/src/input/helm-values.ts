/** Values of Velero's Helm chart, which makes a Schedule of each entry of `schedules`, wherever GitOps keeps them. */
import { appendPointer } from '@k8s-backup-target/schema/internal';
import { valueAt } from './document.js';
import { type Fields, fieldsOf, isFields, listOf } from './fields.js';

/** Entries of the chart that become fields of the Schedule's spec. */
const OF_SPEC = ['schedule', 'template', 'paused', 'skipImmediately', 'useOwnerReferencesInBackup'];

/** A Schedule that the chart makes, and where in the document its entry is. */
export interface ValuesSchedule {
  readonly pointer: string;
  readonly schedule: Fields;
}

/**
 * The Schedules that the chart makes of the values in a document: its own values, those of a chart that has it as the
 * dependency `velero`, of a HelmRelease of Flux, or of an Application of Argo CD. Empty for any other value.
 */
export function schedulesOf(value: unknown): readonly ValuesSchedule[] {
  return pointersToValues(value)
    .flatMap((pointer) => [pointer, `${pointer}/velero`])
    .flatMap((pointer) => schedulesAt(value, `${pointer}/schedules`));
}

function pointersToValues(value: unknown): readonly string[] {
  switch (fieldsOf(value)['kind']) {
    case undefined:
      return [''];
    case 'HelmRelease':
      return ['/spec/values'];
    case 'Application':
      return valuesOfSources(value, '/spec');
    case 'ApplicationSet':
      return valuesOfSources(value, '/spec/template/spec');
    default:
      return [];
  }
}

/** In an Application of Argo CD, or in what an ApplicationSet makes Applications of. */
function valuesOfSources(value: unknown, spec: string): readonly string[] {
  const several = listOf(valueAt(value, `${spec}/sources`));
  return [`${spec}/source`, ...several.map((_, index) => `${spec}/sources/${index}`)].map(
    (source) => `${source}/helm/valuesObject`,
  );
}

function schedulesAt(value: unknown, base: string): readonly ValuesSchedule[] {
  const entries = Object.entries(fieldsOf(valueAt(value, base)));
  if (!entries.every(([, entry]) => isSchedule(entry))) return [];
  const enabled = entries.filter(([, entry]) => fieldsOf(entry)['disabled'] !== true);
  return enabled.map(([name, entry]) => ({
    pointer: appendPointer(base, name),
    schedule: made(name, entry),
  }));
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
