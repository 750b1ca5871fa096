import { readFileSync } from 'node:fs';
import type { K8sBackupTargetSpec } from '../generated/types.js';
import type { Normalized } from '../normalized.js';

const SCHEMA = new URL('../../../../schema/v0/k8s_backup_target.schema.json', import.meta.url);

/** A normalised spec in which nothing is set: every field of the schema, in its order, as null. */
export const UNSET_SPEC = Object.fromEntries(
  Object.keys(JSON.parse(readFileSync(SCHEMA, 'utf8')).$defs.K8sBackupTargetSpec.properties).map(
    (field) => [field, null],
  ),
) as unknown as Normalized<K8sBackupTargetSpec>;
