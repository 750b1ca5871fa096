import type { MeasuredRelease } from '@k8s-backup-target/lint';
import type { NoticeRule } from './collect/outcome.js';
import type { NotedRule } from './generated/rules.js';
import type { PreviewRule, Relation } from './rules.js';
import type { ValidationIssue } from './validation-issue.js';
import type { VolumeFate } from './volumes/fates.js';

/**
 * The phase in which Velero ends the Backup, as far as filters decide it. `InProgress` is one that never ends:
 * Velero crashes on it.
 */
export type PreviewPhase =
  | 'Completed'
  | 'PartiallyFailed'
  | 'FailedValidation'
  | 'Failed'
  | 'InProgress';

/** The fate of one object, and the rule behind it. */
export interface Decision {
  /** `deployments.apps/app/web`; the namespace is empty for a cluster-scoped object. */
  readonly key: string;
  readonly resource: string;
  /** Empty for a cluster-scoped object. */
  readonly namespace: string;
  readonly name: string;
  readonly included: boolean;
  readonly rule: PreviewRule;
  /** JSON Pointers into the spec: the entries that made the rule apply. Empty where none did. */
  readonly paths: readonly string[];
  /** Which object asked for this one. */
  readonly pulledBy?: { readonly key: string; readonly relation: Relation } | undefined;
  /** Which object asked for this one, and by which rule it was denied. */
  readonly refused?:
    | {
        readonly key: string;
        readonly relation: Relation;
        readonly rule: PreviewRule;
        readonly paths: readonly string[];
      }
    | undefined;
}

/** Something to know that is not a fault of the spec's form. */
export interface PreviewWarning {
  readonly rule: WarningRule;
  /** JSON Pointers into the spec. */
  readonly paths: readonly string[];
  /** One line. */
  readonly message: string;
  /** True if it makes the Backup end as PartiallyFailed. */
  readonly partlyFails: boolean;
}

/** A rule that a warning can name. */
export type WarningRule = NoticeRule | NotedRule | 'release-not-measured';

/** An entry of a resource list that matches no type of the cluster. */
export interface UnresolvedResource {
  readonly path: string;
  readonly entry: string;
  /** A type that was probably meant: the same in lower case, without a version, or spelt nearly so. */
  readonly suggestion: string | null;
}

/** Objects by whether the Backup holds them. */
export interface Count {
  readonly included: number;
  readonly excluded: number;
}

/** Counts of the objects in the backup and out of it. */
export interface Totals extends Count {
  /** In the order of names; the empty name means cluster-scoped objects. */
  readonly byNamespace: readonly (Count & { readonly namespace: string })[];
  /** In the order of names. */
  readonly byType: readonly (Count & { readonly resource: string })[];
}

/** Velero's answer to a spec in a cluster. */
export interface PreviewResult {
  /** The release whose rules were used. */
  readonly veleroVersion: MeasuredRelease;
  readonly phase: PreviewPhase;
  /** The faults that validation finds; empty unless the phase is FailedValidation. */
  readonly errors: readonly ValidationIssue[];
  /** The reason in one line; null unless the phase is Failed or InProgress. */
  readonly failure: string | null;
  /** One for each object of the inventory, in its order. */
  readonly decisions: readonly Decision[];
  readonly unresolved: readonly UnresolvedResource[];
  readonly warnings: readonly PreviewWarning[];
  readonly totals: Totals;
  /**
   * What becomes of the data of each volume: whether it is saved, how, and which rule decides. Every volume of a pod
   * has an entry, and every claim and PersistentVolume that no pod mounts. Empty for a Backup that fails before
   * anything is saved.
   */
  readonly volumes: readonly VolumeFate[];
}
