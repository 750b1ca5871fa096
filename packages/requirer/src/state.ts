import type { RelatedTarget } from './related.js';

/**
 * What must be backed up now, for a charm that makes its cluster, or a databag, agree with it.
 *
 * Apply `wanted`; what was forwarded for one relation may be replaced by what another wants only where `mayReplace`
 * says so. Withdraw what was forwarded earlier and is no longer wanted only where `mayWithdraw` says so: a databag
 * error, a unit that is removed or a relation that cannot be read must end no backups.
 */
export class RequirerState {
  /** The target that counts for each app, endpoint and model, in Juju's order of relations. */
  readonly wanted: readonly RelatedTarget[];
  /**
   * The relations that hold something refused now, or a claim that waits for the one that decides: that of its owner,
   * which is related, or may be, and publishes no valid target, or one that is refused. With the application at the
   * other end. Complete, however many issues there are. What was forwarded for them stays as it was.
   */
  readonly heldBack: ReadonlyMap<string, string>;
  /**
   * The relations that Juju lists, but cannot be read. Juju has forgotten them, or fails for the moment: what
   * was forwarded for them stays until Juju no longer lists them. Name them in the unit's status.
   */
  readonly unreadable: readonly string[];
  /**
   * True if relations that this unit does not list may live on without it: it is being removed, or may be, or has just
   * become the leader, and Juju has not told it of every relation yet.
   */
  readonly leaving: boolean;

  /** The name of this unit's model, in which applications own the targets that name them; null where not known. */
  readonly model: string | null;

  constructor(state: Omit<RequirerState, 'mayWithdraw' | 'mayReplace'>) {
    this.wanted = state.wanted;
    this.heldBack = state.heldBack;
    this.unreadable = state.unreadable;
    this.leaving = state.leaving;
    this.model = state.model;
  }

  /**
   * Tells whether to withdraw what was forwarded for `relation`, if it is not wanted any more.
   *
   * @param relation - for example `k8s-backup-target:3`
   */
  mayWithdraw(relation: string): boolean {
    return !(this.leaving || this.heldBack.has(relation) || this.unreadable.includes(relation));
  }

  /**
   * Tells whether a wanted target may take the place of what was forwarded for `relation` under the same names. Where
   * it may not, that stays as it is, and the target waits: the other relation is refused now, cannot be read or is
   * not listed, so whether it gives the target up is not known. An owner in this model always may.
   *
   * @param relation - for which it was forwarded, for example `k8s-backup-target:3`
   */
  mayReplace(relation: string, { relation: next, remoteApp, target }: RelatedTarget): boolean {
    if (next === relation || this.mayWithdraw(relation)) return true;
    return target.app === remoteApp && (this.model === null || this.model === target.model);
  }
}
