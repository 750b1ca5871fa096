import { issueOf, type Template, type Values } from '@k8s-backup-target/schema/internal';
import type { ClaimRule } from './generated/claim-rule.js';
import * as templates from './generated/claim-templates.js';
import type { Claim, Ownership, Standing } from './ownership.js';
import type { RelatedIssue, RelatedTarget, TargetKey } from './related.js';

/** The claims after they are compared. */
export interface Settled {
  /** Every accepted target in the order of the claims, those that do not count marked. */
  readonly targets: readonly RelatedTarget[];
  /** The target that counts for each key; see `keyText`. */
  readonly winners: ReadonlyMap<string, RelatedTarget>;
  /** Who claims another's target, and duplicates. */
  readonly issues: readonly RelatedIssue[];
}

interface Judged {
  readonly claim: Claim;
  readonly standing: Standing;
}

/**
 * Accepts the owner's target of each key, whatever the order of relations; where no owner is related, the
 * first. While an owner is related no other claim counts, even if the owner's own entry is refused now.
 */
export function settle(claims: readonly Claim[], ownership: Ownership): Settled {
  const judged = claims.map((claim) => ({ claim, standing: ownership.standing(claim) }));
  const winning = winnersOf(judged);
  const targets: RelatedTarget[] = [];
  const winners = new Map<string, RelatedTarget>();
  const issues: RelatedIssue[] = [];
  for (const each of judged) {
    const { claim } = each;
    const key = keyText(keyOf(claim));
    const winner = winning.get(key);
    const isDuplicate = winner !== claim;
    const issue = isDuplicate ? claimIssue(each, winner) : undefined;
    if (issue !== undefined) issues.push(issue);
    if (issue?.refused) continue;
    const target = { ...claim, isDuplicate };
    targets.push(target);
    if (!isDuplicate) winners.set(key, target);
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

function winnersOf(judged: readonly Judged[]): ReadonlyMap<string, Claim> {
  const first = new Map<string, Judged>();
  for (const each of judged) {
    if (each.standing !== 'owner' && each.standing !== 'stranger') continue;
    const key = keyText(keyOf(each.claim));
    const known = first.get(key);
    const outranks = each.standing === 'owner' && known?.standing === 'stranger';
    if (known === undefined || outranks) first.set(key, each);
  }
  return new Map([...first].map(([key, { claim }]) => [key, claim]));
}

function claimIssue({ claim, standing }: Judged, winner: Claim | undefined): RelatedIssue {
  const { app, model } = claim.target;
  const claimant = claim.remoteApp;
  if (standing === 'other-model') {
    return related(claim, templates.claimsOtherModelTarget, { model, claimant });
  }
  if (standing === 'impostor') {
    return related(claim, templates.claimedByOwnerTarget, { app, claimant });
  }
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
