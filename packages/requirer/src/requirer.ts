import type { K8sBackupTargetSpec, Normalized } from '@k8s-backup-target/schema';
import { endpointNames } from '@k8s-backup-target/schema/internal';
import type { RequirerPort } from './port.js';
import type { RelatedIssue, RelatedTarget, TargetKey } from './related.js';
import { Snapshot } from './snapshot.js';
import { RequirerState } from './state.js';
import { mayLackRelations } from './unlisted.js';

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
 * fails, except of a relation that Juju lists without knowing it any more: that one is `unreadable`.
 */
export class K8sBackupTargetRequirer {
  readonly #juju: RequirerPort;
  readonly #endpoints: readonly string[];
  #snapshot: Promise<Snapshot> | undefined;

  /**
   * @throws RangeError for no endpoint, one that the charm's metadata does not declare, and what is not the name of one
   * (`backup:1`).
   */
  constructor({ juju, endpoint }: RequirerOptions) {
    this.#juju = juju;
    this.#endpoints = endpointNames(endpoint, juju.declaredEndpoints?.() ?? null);
  }

  /** Tells whether there is at least one valid target. */
  async isReady(): Promise<boolean> {
    return (await this.targets()).length > 0;
  }

  /**
   * What must be backed up now, and what may be withdrawn: for a charm that makes something agree with it. Call
   * it on the leader, in each hook in which the charm does so; it may cost one more hook command (`goal-state`).
   */
  async state(): Promise<RequirerState> {
    const { targets, heldBack, unreadable, relations } = await this.#read();
    const wanted = targets.filter(({ isDuplicate }) => !isDuplicate);
    return new RequirerState({
      wanted,
      heldBack,
      unreadable,
      leaving: await mayLackRelations(this.#juju, this.#endpoints, relations),
      model: this.#juju.context.model,
    });
  }

  /**
   * The spec of a target, null if there is none. Of several with the same key, the owner's counts: the
   * application of this model which the target names. Where that is not related, the relation that was made first
   * decides, which is the one with the lowest number; while its entry is refused, there is none.
   */
  async getBackupSpec(key: TargetKey): Promise<Normalized<K8sBackupTargetSpec> | null> {
    return (await this.#read()).find(key)?.target.spec ?? null;
  }

  /**
   * Every valid target with its relation, in Juju's order of relations (by their ids as text, `backup:10` before
   * `backup:2`), duplicates of a key included. A target of another related application, or of another model than
   * its own application's, is an issue instead.
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
