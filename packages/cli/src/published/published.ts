import type { Databag } from '@k8s-backup-target/schema';
import type { Place } from '../judge/problem.js';
import type { Unit, UnitRelation } from '../juju/show-unit.js';

/** The databag of an application in one relation, or the content of a file in its place. */
export interface Published {
  /** `k8s-backup-target:7`, or the file's name. No two have the same. */
  readonly id: string;
  /** The application at the other end; null where it is not known. */
  readonly remoteApp: string | null;
  readonly databag: Databag;
  /** The requirer's side; null for a file. */
  readonly related: { readonly unit: Unit; readonly relation: UnitRelation } | null;
  /** A path into the databag with its texts parsed, as a place in the input. */
  placeOf(path: string): Place;
}
