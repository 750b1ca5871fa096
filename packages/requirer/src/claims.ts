import { issueOf, type Template, type Values } from '@k8s-backup-target/schema/internal';
import { type Deciding, decide, type Judged } from './first-claim.js';
import type { ClaimRule } from './generated/claim-rule.js';
import * as templates from './generated/claim-templates.js';
import type { Claim, Naming, Ownership } from './ownership.js';
import { keyText, type RelatedIssue, type RelatedTarget } from './related.js';

/** The claims after they are compared. */
export interface Settled {
  /** Every accepted target in the order of the claims, those that do not count marked. */
  readonly targets: readonly RelatedTarget[];
  /** The target that counts for each key; see `keyText`. */
  readonly winners: ReadonlyMap<string, RelatedTarget>;
  /** Who claims another's target, and duplicates. */
  readonly issues: readonly RelatedIssue[];
}

/**
 * Accepts the owner's target of each key, whatever the order of relations; where no owner is related, that of
 * the relation which was made first. While the one that decides is refused, no other claim counts.
 *
 * @param refused entries that are refused, as far as their names can be read
 */
export function settle(
  claims: readonly Claim[],
  refused: readonly Naming[],
  ownership: Ownership,
): Settled {
  const judge = <Named extends Naming>(claim: Named): Judged<Named> => ({
    claim,
    standing: ownership.standing(claim),
  });
  const judged = claims.map(judge);
  const deciding = decide(judged, refused.map(judge));
  const targets: RelatedTarget[] = [];
  const winners = new Map<string, RelatedTarget>();
  const issues: RelatedIssue[] = [];
  for (const each of judged) {
    const { claim } = each;
    const key = keyText(claim.target);
    const isDuplicate = deciding.winners.get(key) !== claim;
    const issue = isDuplicate ? claimIssue(each, deciding) : undefined;
    if (issue !== undefined) issues.push(issue);
    if (issue?.refused) continue;
    const target = { ...claim, isDuplicate };
    targets.push(target);
    if (!isDuplicate) winners.set(key, target);
  }
  return { targets, winners, issues };
}

/** Tells whether an issue is about a claim that waits for the one that decides. */
export function isWaiting({ rule }: RelatedIssue): boolean {
  return (
    rule === templates.yieldsToOwnerTarget.rule || rule === templates.yieldsToRefusedTarget.rule
  );
}

function claimIssue({ claim, standing }: Judged<Claim>, deciding: Deciding): RelatedIssue {
  const { app, model } = claim.target;
  const claimant = claim.remoteApp;
  if (standing === 'other-model') {
    return related(claim, templates.claimsOtherModelTarget, { model, claimant });
  }
  if (standing === 'impostor') {
    return related(claim, templates.claimedByOwnerTarget, { app, claimant });
  }
  const key = keyText(claim.target);
  const refused = deciding.refused.get(key);
  if (refused !== undefined) {
    return related(claim, templates.yieldsToRefusedTarget, { relation: refused });
  }
  const winner = deciding.winners.get(key);
  if (winner === undefined) return related(claim, templates.yieldsToOwnerTarget, { app });
  const { path, relation } = winner;
  return related(claim, templates.duplicateTarget, { winner: path || 'the target', relation });
}

function related<T extends Template & { readonly rule: ClaimRule }>(
  { relation, remoteApp, path }: Claim,
  template: T,
  values: Values<T>,
): RelatedIssue {
  const { severity, refused = false } = template;
  return { relation, remoteApp, severity, refused, ...issueOf(template, path, values) };
}
