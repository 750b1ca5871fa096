import { fieldsOfK8sBackupTargetSpec } from '@k8s-backup-target/schema/internal';

/** The fields of a spec, by which a text is known for one: their order is the contract's. */
export const SPEC_FIELDS: readonly string[] = Object.keys(fieldsOfK8sBackupTargetSpec);
