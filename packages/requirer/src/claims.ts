import type { RelatedIssue, RelatedTarget, TargetKey } from './related.js';

/** A valid target before it is known whose it is. */
export type Claim = Omit<RelatedTarget, 'isDuplicate'>;

/** The claims after they are compared. */
export interface Settled {
  /** Every accepted target in the order of the claims, duplicates marked. */
  readonly targets: readonly RelatedTarget[];
  /** The target that counts for each key; see `keyText`. */
  readonly winners: ReadonlyMap<string, RelatedTarget>;
  /** Who claims another's target, and duplicates. */
  readonly issues: readonly RelatedIssue[];
}

/** The name by which Juju shows the offering side an application of another model. */
const CROSS_MODEL = /^remote-[0-9a-f]{32}$/;

/**
 * Accepts the owner's target of each key, whatever the order of relations; without one, the first.
 *
 * Any application can write any name into its databag. One of this Juju model that claims the key of another,
 * which is related as well, is refused. One of another model, which is called `remote-...` here, cannot be
 * told from an owner by its name, and is not refused for it.
 */
export function settle(claims: readonly Claim[]): Settled {
  const winningClaims = new Map<string, Claim>();
  for (const claim of claims) {
    const key = keyText(keyOf(claim));
    const winner = winningClaims.get(key);
    if (winner === undefined || (isOwner(claim) && !isOwner(winner))) winningClaims.set(key, claim);
  }
  const targets: RelatedTarget[] = [];
  const winners = new Map<string, RelatedTarget>();
  const issues: RelatedIssue[] = [];
  for (const claim of claims) {
    const key = keyText(keyOf(claim));
    const winner = winningClaims.get(key) ?? claim;
    if (winner !== claim && isOwner(winner) && isForeign(claim)) {
      issues.push(foreign(claim, winner));
      continue;
    }
    const target = { ...claim, isDuplicate: winner !== claim };
    targets.push(target);
    if (target.isDuplicate) issues.push(duplicate(claim, winner));
    else winners.set(key, target);
  }
  return { targets, winners, issues };
}

/** A key as text; no two keys share one. */
export function keyText({ app, endpoint, model }: TargetKey): string {
  return JSON.stringify([app, endpoint, model]);
}

function keyOf({ target }: Claim): TargetKey {
  return { app: target.app, endpoint: target.relation_name, model: target.model };
}

function isOwner({ target, remoteApp }: Claim): boolean {
  return target.app === remoteApp;
}

function isForeign(claim: Claim): boolean {
  return !isOwner(claim) && !CROSS_MODEL.test(claim.remoteApp);
}

function foreign({ relation, remoteApp, path }: Claim, owner: Claim): RelatedIssue {
  const message = `claims the target of ${owner.remoteApp}, which publishes it itself in ${owner.relation}`;
  const remedy = `publish only targets of the application ${remoteApp}`;
  return {
    relation,
    remoteApp,
    path,
    rule: 'claimed-by-owner',
    severity: 'refused',
    message,
    remedy,
  };
}

function duplicate({ relation, remoteApp, path }: Claim, winner: Claim): RelatedIssue {
  const message = `has the app, relation_name and model of ${winner.path || 'the target'} in ${winner.relation}, which wins`;
  const remedy = 'publish each target once';
  return { relation, remoteApp, path, rule: 'duplicate', severity: 'warning', message, remedy };
}
