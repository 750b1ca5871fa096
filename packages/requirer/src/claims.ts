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
    const issue = isDuplicate ? issueOf(each, winner) : undefined;
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

function issueOf({ claim, standing }: Judged, winner: Claim | undefined): RelatedIssue {
  const { app, model } = claim.target;
  if (standing === 'other-model') {
    return issue(claim, 'claims-other-model', {
      severity: 'error',
      refused: true,
      message: `claims a target of the model ${model}, in which ${claim.remoteApp} does not run`,
      remedy: 'publish the name of the own model as model',
    });
  }
  if (standing === 'impostor') {
    return issue(claim, 'claimed-by-owner', {
      severity: 'error',
      refused: true,
      message: `claims the target of ${app}, which is related itself`,
      remedy: `publish only targets of the application ${claim.remoteApp}`,
    });
  }
  if (winner === undefined) {
    return issue(claim, 'yields-to-owner', {
      severity: 'warning',
      refused: false,
      message: `names the application ${app}, whose own relation decides, and which publishes no valid target now`,
      remedy: `correct what ${app} publishes, or remove its relation`,
    });
  }
  return issue(claim, 'duplicate', {
    severity: 'warning',
    refused: false,
    message: `has the app, relation_name and model of ${winner.path || 'the target'} in ${winner.relation}, which counts`,
    remedy: 'publish each target once',
  });
}

function issue(
  { relation, remoteApp, path }: Claim,
  rule: RelatedIssue['rule'],
  texts: Pick<RelatedIssue, 'severity' | 'refused' | 'message' | 'remedy'>,
): RelatedIssue {
  return { relation, remoteApp, path, rule, ...texts };
}
