import type { RelatedTarget } from './related.js';

/**
 * What must be backed up now, for a charm that makes its cluster, or a databag, agree with it.
 *
 * Apply `wanted`. Withdraw what was forwarded earlier and is no longer wanted only where `mayWithdraw` says so:
 * a databag error, a unit that is removed or a relation that cannot be read must end no backups.
 */
export class RequirerState {
  /** The target that counts for each app, endpoint and model, in Juju's order of relations. */
  readonly wanted: readonly RelatedTarget[];
  /**
   * The relations that hold something refused now, or a claim that waits because its owner is related, or may be,
   * and publishes no valid target, with the application at the other end. Complete, however many issues there are.
   * What was forwarded for them stays as it was.
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

  constructor({ wanted, heldBack, unreadable, leaving }: Omit<RequirerState, 'mayWithdraw'>) {
    this.wanted = wanted;
    this.heldBack = heldBack;
    this.unreadable = unreadable;
    this.leaving = leaving;
  }

  /**
   * Tells whether to withdraw what was forwarded for `relation`, if it is not wanted any more.
   *
   * @param relation - for example `k8s-backup-target:3`
   */
  mayWithdraw(relation: string): boolean {
    return !(this.leaving || this.heldBack.has(relation) || this.unreadable.includes(relation));
  }
}
