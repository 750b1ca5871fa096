// Room: The state of a Juju model, and the rules by which it changes. May import charm.
import type { ConfigValue } from '@k8s-backup-target/juju';
import type { CharmMetadata } from '../charm/charm-metadata.js';

/** Text by key. Without a prototype, since a databag may have a key `__proto__`. */
export type Databag = Readonly<Record<string, string>>;

/** A simulated Juju model, as the state file holds it: plain JSON. */
export interface SimulatorState {
  readonly version: 3;
  readonly name: string;
  readonly uuid: string;
  readonly jujuVersion: string;
  /** The folder that holds the units' charm folders. */
  readonly unitsDir: string;
  /** The number of actions that have run. */
  actions: number;
  nextRelation: number;
  nextApplication: number;
  readonly applications: Record<string, ApplicationState>;
  relations: RelationState[];
  /** The hooks that Juju would run now, first to last. */
  queue: QueuedHook[];
}

export interface ApplicationState {
  /** No other application of the model has or had it. */
  readonly number: number;
  /** The charm's folder, for hooks as real processes; null if it has none. */
  charmDir: string | null;
  /** The charm's metadata; null if the folder has none. */
  charm: CharmMetadata | null;
  /** The other model that a remote application is in; null for this one. */
  readonly modelUuid: string | null;
  /** The options that were set, also those set to their default; null for one without a value. */
  settings: Readonly<Record<string, ConfigValue | null>>;
  /** The unit that leads; null while there is none. */
  leader: string | null;
  status: StatusState;
  version: string;
  readonly units: Record<string, UnitState>;
  /** Juju never gives a unit's number again. */
  nextUnit: number;
  /** It goes with its last unit. */
  isDying: boolean;
}

export interface UnitState {
  status: StatusState;
  /** The state that the charm keeps with `state-set`. */
  stored: Databag;
  /** It is being removed. */
  isLeaving: boolean;
}

/** A unit's or an application's status, as `status-set` leaves it. */
export interface StatusState {
  readonly status: string;
  readonly message: string;
}

export interface RelationEnd {
  readonly app: string;
  readonly endpoint: string;
}

export interface RelationState {
  readonly number: number;
  /** Two, or one for a peer relation. */
  readonly ends: readonly RelationEnd[];
  /** Dying: removed, and still being left. Forgotten: still listed, while its data is gone. */
  life: 'alive' | 'dying' | 'forgotten';
  /** By application or unit name. Databags are replaced as a whole, never changed. */
  databags: Readonly<Record<string, Databag>>;
  /** The units that take part, each with the remote units it has seen joining. */
  members: Readonly<Record<string, readonly string[]>>;
}

/** One hook of one unit. */
export interface QueuedHook {
  readonly unit: string;
  /** The hook's name, e.g. `config-changed` or `backup-relation-joined`. */
  readonly hook: string;
  readonly relation: QueuedRelation | null;
}

/** The subject of a relation hook. */
export interface QueuedRelation {
  readonly number: number;
  readonly endpoint: string;
  readonly remoteApp: string;
  readonly remoteUnit: string | null;
  readonly departingUnit: string | null;
}

/** A copy of `entries` without a prototype. */
export function record<T>(entries: Readonly<Record<string, T>> = {}): Record<string, T> {
  const copy: Record<string, T> = Object.create(null);
  for (const key of Object.keys(entries)) {
    const value = entries[key];
    if (value !== undefined) copy[key] = value;
  }
  return copy;
}

/** A copy of `entries` with one more or other value. */
export function withEntry<T>(
  entries: Readonly<Record<string, T>>,
  key: string,
  value: T,
): Record<string, T> {
  const copy = record(entries);
  copy[key] = value;
  return copy;
}

/** `databag` with `changes` merged in; an empty value deletes its key, as in Juju. */
export function merged(databag: Databag, changes: Databag): Databag {
  const result = record(databag);
  for (const [key, value] of Object.entries(changes)) {
    if (value === '') delete result[key];
    else result[key] = value;
  }
  return result;
}
