import type { FineFilters } from '../fine/fine-filters.js';
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
  /** The filters of a policy; undefined without a policy. */
  readonly fine: FineFilters | undefined;
  /** True where a policy applies that the inventory does not hold. */
  readonly hasUnknownPolicy: boolean;
  readonly volumeGroupLabel: string;
  readonly paths: FilterPaths;
}
