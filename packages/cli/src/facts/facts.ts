// Room: What was gathered of Juju and the cluster, in one form whatever its source. May import input, juju, rbac.
import type { Fields } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import type { AppConfig } from '../juju/config.js';
import type { JujuModelInfo } from '../juju/model.js';
import type { Unit } from '../juju/show-unit.js';
import type { JujuStatus } from '../juju/status.js';
import type { VeleroType } from '../rbac/needs.js';

/** Everything that was read, from files, Juju's client and a cluster. */
export interface Facts {
  readonly units: readonly Unit[];
  readonly configs: readonly AppConfig[];
  readonly models: readonly JujuModelInfo[];
  readonly statuses: readonly JujuStatus[];
  /** Databags, provider data, entries and specs on their own. */
  readonly loose: readonly ShapedInput[];
  readonly inventories: readonly ShapedInput[];
  /** Juju models that could not be asked, with the reason. */
  readonly notAsked: readonly string[];
  /** Facts about a cluster; undefined if no object of one was read. */
  readonly cluster: ClusterFacts | undefined;
}

/** A type that the user may not list. */
export interface NotRead {
  readonly type: VeleroType;
  /** Names the permission that is missing. */
  readonly message: string;
}

/** Velero's objects in a cluster, and what says which Velero it is. */
export interface ClusterFacts {
  /** The context, or the files. */
  readonly name: string;
  readonly schedules: readonly Fields[];
  readonly backups: readonly Fields[];
  readonly storageLocations: readonly Fields[];
  readonly snapshotLocations: readonly Fields[];
  readonly deployments: readonly Fields[];
  /** What may not be read: not known, rather than not there. */
  readonly notRead: readonly NotRead[];
  /**
   * True if a list was read whole: with a file that holds two Schedules, one that is missing may just
   * not have been given.
   */
  readonly isWhole: boolean;
}
