import { builtInType } from '@k8s-backup-target/lint/internal';
import { type Fields, listOf, textOf } from '../input/fields.js';
import { type Matching, matching } from './pattern.js';

/** What a Backup includes and excludes of types, and the fields that say so. */
export interface TypeLists {
  readonly includesField: string;
  readonly includes: readonly string[];
  readonly excludesField: string;
  readonly excludes: readonly string[];
  /** True if an include list without names means every type. */
  readonly meansAllWhereEmpty: boolean;
}

/** The scope of types: they are in namespaces, or in the whole cluster. */
export type ListScope = 'Namespace' | 'Cluster';

/** Reads the lists of one scope. */
export function scopedLists(spec: Fields, scope: ListScope): TypeLists {
  return listsIn(spec, `included${scope}ScopedResources`, `excluded${scope}ScopedResources`);
}

/** Reads the lists that decide about namespaced types. */
export function listsOfNamespaced(spec: Fields, isByScope: boolean): TypeLists {
  return isByScope
    ? scopedLists(spec, 'Namespace')
    : listsIn(spec, 'includedResources', 'excludedResources');
}

function listsIn(spec: Fields, includesField: string, excludesField: string): TypeLists {
  return {
    includesField,
    includes: namesInField(spec, includesField),
    excludesField,
    excludes: namesInField(spec, excludesField),
    meansAllWhereEmpty: includesField !== 'includedClusterScopedResources',
  };
}

/** The names of a list; none where it is not set. */
export function namesInField(spec: Fields, field: string): readonly string[] {
  return listOf(spec[field]).flatMap((name) => textOf(name) ?? []);
}

/** True where a built-in type is certainly not in the Backup. */
export function leavesOut({ includes, excludes }: TypeLists, plural: string): boolean {
  if (excludes.some((name) => meaning(name, plural) === 'yes')) return true;
  const isRestricted = includes.some((name) => name !== '');
  return isRestricted && includes.every((name) => meaning(name, plural) === 'no');
}

/** True if an entry of a list certainly names a built-in type. */
export function certainlyNames(entry: string, plural: string): boolean {
  return meaning(entry, plural) === 'yes';
}

function meaning(name: string, plural: string): Matching {
  return builtInType(name)?.plural === plural ? 'yes' : matching(name, plural);
}
