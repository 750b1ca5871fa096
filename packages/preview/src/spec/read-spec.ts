// Room: Reads a spec of the contract, or a whole BackupSpec. May import labels, locations, resources.
import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { appendPointer } from '@k8s-backup-target/schema/internal';
import { asRecord } from './field-values.js';
import type { Filters } from './filters.js';
import { BACKUP_SPEC_FIELDS, fromBackupSpec, type PreviewBackupSpec } from './from-backup-spec.js';
import { fromTargetSpec, TARGET_SPEC_FIELDS } from './from-target-spec.js';
import { PreviewSpecError } from './spec-error.js';

/** A spec of the contract in its wire form, fields left out or null; or a Velero BackupSpec. */
export type PreviewSpec = Partial<K8sBackupTargetSpec> | PreviewBackupSpec;

/**
 * @throws PreviewSpecError where the spec is not an object, mixes the two forms, has an unknown field
 *   that is set, or a field of the wrong type.
 */
export function readSpec(spec: PreviewSpec): Filters {
  const record = asRecord(spec);
  if (record === undefined) {
    throw new PreviewSpecError(
      '',
      'is not an object',
      'Give a k8s_backup_target spec or a Velero BackupSpec.',
    );
  }
  const { ttl: _, ...others } = record;
  // What is not set asks for nothing, whichever release of the contract has the field.
  const fields = Object.keys(others).filter((field) => isKnown(field) || others[field] !== null);
  const isTargetSpec = fields.every((field) => TARGET_SPEC_FIELDS.includes(field));
  if (isTargetSpec) return fromTargetSpec(record);
  const foreign = fields.filter((field) => !BACKUP_SPEC_FIELDS.includes(field));
  const [first] = foreign;
  if (first === undefined) return fromBackupSpec(record);
  const unknown = foreign.find((field) => !TARGET_SPEC_FIELDS.includes(field));
  throw new PreviewSpecError(
    appendPointer('', unknown ?? first),
    unknown === undefined
      ? 'cannot be combined with fields of a Velero BackupSpec'
      : 'is not a field of a spec',
    `A k8s_backup_target spec has ${TARGET_SPEC_FIELDS.join(', ')}; a BackupSpec has includedNamespaces and so on.`,
  );
}

function isKnown(field: string): boolean {
  return TARGET_SPEC_FIELDS.includes(field) || BACKUP_SPEC_FIELDS.includes(field);
}
