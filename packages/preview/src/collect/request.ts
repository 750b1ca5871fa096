import type { ListSelector } from '../labels/list-selector.js';
import type { NamespaceFilter } from '../namespaces/namespace-filter.js';
import type { ResourceFilter } from '../resources/type-verdict.js';
import type { Semantics } from '../semantics.js';
import type { FilterPaths } from '../spec/filters.js';
import type { Cluster } from './cluster.js';

/** A Backup that passed validation, ready to collect. */
export interface Request {
  readonly cluster: Cluster;
  readonly semantics: Semantics;
  readonly namespaces: NamespaceFilter;
  readonly resources: ResourceFilter;
  readonly selector: ListSelector;
  readonly volumeGroupLabel: string;
  readonly paths: FilterPaths;
}
