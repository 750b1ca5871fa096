import type { ConfigValue } from '@k8s-backup-target/juju';

/** The Juju model and the version of Juju to simulate; everything has a default. */
export interface SimulatorOptions {
  /** Default `test-model`. */
  readonly name?: string | undefined;
  readonly uuid?: string | undefined;
  /**
   * The version of Juju to simulate, from 2.9 on; 2.9, 3.6 and 4.0 answer differently. Default
   * `3.6.28`.
   */
  readonly jujuVersion?: string | undefined;
  /**
   * Where the units have their charm folders, each its own, as in Juju. Give one to keep what charms write
   * there over processes. Default: a temporary folder, which goes with this process.
   */
  readonly unitsDir?: string | undefined;
}

/** What `juju deploy` would say of an application, and the charm that it runs. */
export interface ApplicationOptions {
  /** The number of units. Default 1. */
  readonly units?: number | undefined;
  /** Which unit leads, by its number, or null for none yet. Default 0. */
  readonly leader?: number | null | undefined;
  /** The options that are set, null for one without a value. The rest have the charm's defaults. */
  readonly config?: Readonly<Record<string, ConfigValue | null>> | undefined;
  /** The charm's folder, for hooks as real processes; each unit runs a copy of it. */
  readonly charmDir?: string | undefined;
}

/** An application of another model, at the other end of a cross-model relation. */
export interface RemoteApplicationOptions {
  /**
   * Its name here. The side that offers an endpoint sees `remote-` and 32 hexadecimal digits, which is
   * the default; the side that consumes the offer has a name for it.
   */
  readonly name?: string | undefined;
  /** The number of units. Default 1. */
  readonly units?: number | undefined;
  /** The other model's UUID, as `relation-model-get` prints it. Default: a random one. */
  readonly modelUuid?: string | undefined;
}

/** A relation: its number, and its id as each application at its ends sees it. */
export interface Relation {
  readonly number: number;
  /** By application, e.g. `{ 'my-app': 'backup:1', velero: 'targets:1' }`. */
  readonly ids: Readonly<Record<string, string>>;
}
