import type { MeasuredRelease } from './generated/names.js';

/** The differences between releases of Velero that matter to a spec or a Schedule. */
export interface VeleroRules {
  /** The release on which these rules were measured. */
  readonly release: MeasuredRelease;
  /**
   * The library that parses a Schedule's cron expression: github.com/robfig/cron/v3 up to 1.18.2,
   * github.com/netresearch/go-cron from 1.18.3 on.
   */
  readonly cronLibrary: 'robfig' | 'netresearch';
  /**
   * `expanded`: `*`, `?` and `[a-z]` in namespaces are matched against the cluster's namespaces when
   * the backup starts. `literal`: an included `app-*` is looked up by that very name, an excluded one
   * is matched, and `?` and `[` are refused.
   */
  readonly namespaceGlobs: 'literal' | 'expanded';
  /** True if the lone `*` is expanded to the names of all namespaces too. */
  readonly expandsStar: boolean;
  /** True if names or globs that cover every namespace count as if no namespace were named. */
  readonly coveringAllIsEverything: boolean;
  /**
   * Cluster-scoped objects in a backup with no filter at all. `all`: every one. `related`: Namespaces and
   * what namespaced objects refer to.
   */
  readonly clusterScopeUnfiltered: 'all' | 'related';
  /** True if Velero itself excludes VolumeSnapshots and VolumeSnapshotContents. */
  readonly excludesSnapshots: boolean;
  /** True if the Namespace objects of excluded namespaces are saved (velero-io/velero#9180). */
  readonly savesExcludedNamespaces: boolean;
}
