import type { CollectedRule, ExcludedRule } from '../generated/rules.js';
import type { Entry, NameList } from './name-list.js';

/** A reason for which the filter collects a type. */
export type TypeCollectedRule = Exclude<
  CollectedRule,
  'namespace-by-name' | 'namespace-by-labels' | 'namespace-holds-item'
>;

/** A reason for which the filter refuses a type. */
export type TypeExcludedRule = Extract<
  ExcludedRule,
  | 'excluded-type'
  | 'excluded-by-velero'
  | 'not-an-included-type'
  | 'cluster-scope-false'
  | 'cluster-scope-namespaces-restricted'
  | 'cluster-scope-not-named'
  | 'unknown-type'
>;

export type TypeVerdict =
  | { readonly passes: true; readonly rule: TypeCollectedRule; readonly entry?: Entry | undefined }
  | {
      readonly passes: false;
      readonly rule: TypeExcludedRule;
      readonly entry?: Entry | undefined;
      /** The list that decides where no single entry does; for the old lists, undefined. */
      readonly listPath?: string | undefined;
    };

/** Which types are collected, and which are let in when a related object asks for them; asked by id. */
export interface ResourceFilter {
  /** The lists, resolved. */
  readonly lists: readonly NameList[];
  /** Velero's ShouldInclude. */
  collects(id: string): TypeVerdict;
  /** Velero's ShouldExclude, turned around. */
  admits(id: string): TypeVerdict;
}
