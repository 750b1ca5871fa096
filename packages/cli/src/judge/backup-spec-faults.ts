import { BACKUP_SPEC_FIELDS } from '@k8s-backup-target/preview';
import { appendPointer, type Issue } from '@k8s-backup-target/schema';
import type { Fields } from '../input/fields.js';
import { nearest } from '../words/nearest.js';

const LISTS = [
  'includedNamespaces',
  'excludedNamespaces',
  'includedResources',
  'excludedResources',
] as const;

/**
 * The fields that a Velero BackupSpec does not have, and filters of the wrong type: the API server drops the
 * former and refuses the latter, so that neither selects what it says.
 */
export function backupSpecFaults(spec: Fields): readonly Issue<string>[] {
  const unknown = Object.keys(spec).filter((field) => !BACKUP_SPEC_FIELDS.includes(field));
  const noLists = LISTS.filter((field) => isSet(spec[field]) && !Array.isArray(spec[field]));
  const { includeClusterResources: scope } = spec;
  return [
    ...unknown.map((field) => fault(field, `is no field of a BackupSpec: ${advice(field)}`)),
    ...noLists.map((field) => fault(field, 'must be a list')),
    ...(isSet(scope) && typeof scope !== 'boolean'
      ? [fault('includeClusterResources', 'must be true, false or null')]
      : []),
  ];
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function fault(field: string, message: string): Issue<string> {
  return { path: appendPointer('', field), rule: 'backup-spec', message };
}

/** The contract's `include_namespaces` is spelt nearly so as well. */
function advice(field: string): string {
  const near = nearest(field, BACKUP_SPEC_FIELDS);
  return near === undefined ? 'correct its spelling or remove it' : `did you mean ${near}?`;
}
