// Room: The targets that applications have published, and which of them count. May import any room that does not need it.
import type { Databag } from '@k8s-backup-target/schema';
import type { Place } from '../judge/input-finding.js';
import type { Unit, UnitRelation } from '../juju/show-unit.js';

/** The databag of an application in one relation, or the content of a file in its place. */
export interface Published {
  /** `k8s-backup-target:7`, with the model's label where there are several, or the file's name. No two have the same. */
  readonly id: string;
  /** Its Juju model, as `Origin.label` names it: applications of several may have the same name. */
  readonly origin: string;
  /** The application at the other end; null where it is not known. */
  readonly remoteApp: string | null;
  readonly databag: Databag;
  /** False where the input does not show the databag, which may hold anything. */
  readonly isKnown: boolean;
  /** True of `velero_backup_config`, whose ttl velero-operator hands on unchanged. */
  readonly isBackupConfig: boolean;
  /** The requirer's side; null for a file. */
  readonly related: { readonly unit: Unit; readonly relation: UnitRelation } | null;
  /** A path into the databag with its texts parsed, as a place in the input. */
  placeOf(path: string): Place;
}
