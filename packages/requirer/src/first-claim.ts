import type { Claim, Naming, Standing } from './ownership.js';
import { keyText } from './related.js';

/** A claim, or a refused entry that names a target, with whose that target is. */
export interface Judged<Named extends Naming = Naming> {
  readonly claim: Named;
  readonly standing: Standing;
}

/** Which claim of each key decides, by the key's text. */
export interface Deciding {
  /** The claims that count. */
  readonly winners: ReadonlyMap<string, Claim>;
  /** The relations of entries that are refused now and would count otherwise: nothing counts meanwhile. */
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * Finds the claim that decides for each key: the owner's, and where no owner is related, that of the relation
 * which was made first. Juju numbers relations as they are made, so this is the same in each unit, whatever the
 * order in which Juju lists them, and stays as it is when a leader changes or a charm is refreshed.
 *
 * @param refused entries of other relations decide as if they were valid, or else whoever comes next would take a
 *   target over as soon as its owner's entry slips
 */
export function decide(claims: readonly Judged<Claim>[], refused: readonly Judged[]): Deciding {
  const first = new Map<string, Judged<Claim>>();
  for (const each of claims) {
    const key = keyText(each.claim.target);
    const known = first.get(key);
    if (isCounting(each) && (known === undefined || outranks(each, known))) first.set(key, each);
  }
  const waiting = new Map<string, Judged>();
  for (const each of refused) {
    const key = keyText(each.claim.target);
    // What an owner has refused in one relation takes nothing from what it validly asks for in another.
    if (first.get(key)?.standing === 'owner') continue;
    const known = waiting.get(key) ?? first.get(key);
    if (known !== undefined && isCounting(each) && outranks(each, known)) waiting.set(key, each);
  }
  const winners = [...first].filter(([key]) => !waiting.has(key));
  return {
    winners: new Map(winners.map(([key, { claim }]) => [key, claim])),
    refused: new Map([...waiting].map(([key, { claim }]) => [key, claim.relation])),
  };
}

function isCounting({ standing }: Judged): boolean {
  return standing === 'owner' || standing === 'stranger';
}

function outranks(one: Judged, other: Judged): boolean {
  if (one.standing !== other.standing) return one.standing === 'owner';
  return numberOf(one.claim.relation) < numberOf(other.claim.relation);
}

/** The number in a relation's id; without one, a relation comes last. */
function numberOf(relation: string): number {
  const digits = /:(\d+)$/.exec(relation)?.[1];
  return digits === undefined ? Number.POSITIVE_INFINITY : Number(digits);
}
