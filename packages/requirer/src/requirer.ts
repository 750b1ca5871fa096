import type { K8sBackupTargetSpec, Normalized } from '@k8s-backup-target/schema';
import type { RequirerPort } from './port.js';
import type { RelatedIssue, RelatedTarget, TargetKey } from './related.js';
import { Snapshot } from './snapshot.js';

/** The charm's side of the interface. */
export interface RequirerOptions {
  /** Juju, as this hook sees it. */
  readonly juju: RequirerPort;
  /**
   * The endpoint's name in the charm's metadata, under `requires` or `provides`: in the field both occur, and
   * Juju relates only one of each. A charm that has both gives both names. Duplicates, owners and bounds are
   * told across all of them.
   */
  readonly endpoint: string | readonly string[];
}

/**
 * The backup charm or backup integrator charm: reads what must be backed up. It never writes.
 *
 * Make one for each hook. It reads each relation once, at the first call; Juju too shows a hook the
 * same databags from its start to its end. Whatever a remote application has put into its databag,
 * no method throws because of it. A method rejects with the port's own error when a hook command
 * fails, except for a relation that is gone, which is left out.
 */
export class K8sBackupTargetRequirer {
  readonly #juju: RequirerPort;
  readonly #endpoints: readonly string[];
  #snapshot: Promise<Snapshot> | undefined;

  constructor({ juju, endpoint }: RequirerOptions) {
    this.#juju = juju;
    this.#endpoints = [endpoint].flat();
  }

  /** Tells whether there is at least one valid target. */
  async isReady(): Promise<boolean> {
    return (await this.targets()).length > 0;
  }

  /**
   * The spec of a target, null if there is none. Of several with the same key, that of the application which
   * the target names counts, or else the first in Juju's order of relations, which is by relation id as text
   * (`backup:10` before `backup:2`).
   */
  async getBackupSpec(key: TargetKey): Promise<Normalized<K8sBackupTargetSpec> | null> {
    return (await this.#read()).find(key)?.target.spec ?? null;
  }

  /**
   * Every valid target with its relation, in Juju's order of relations, duplicates of a key included. A target
   * that names another related application, which claims it itself, is an issue and no target.
   */
  async targets(): Promise<readonly RelatedTarget[]> {
    return (await this.#read()).targets;
  }

  /** Everything refused with its reason, duplicates of a key, and what the backup operator would refuse or misread. */
  async issues(): Promise<readonly RelatedIssue[]> {
    return (await this.#read()).issues;
  }

  #read(): Promise<Snapshot> {
    this.#snapshot ??= Snapshot.read(this.#juju, this.#endpoints);
    return this.#snapshot;
  }
}
