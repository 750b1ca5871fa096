import { namesIn } from '@k8s-backup-target/schema/internal';
import { type Claim, isDoubtful, type Naming, type OwnModel } from './ownership.js';
import { keyText } from './related.js';
import type { ReadableRelation } from './relation-databag.js';

/**
 * The refused entries that name what others claim too, as far as their names can be read. Where each claim is of an
 * application that names itself and this model, none decides anything, and no databag is read for a second time.
 *
 * @param broken the relations that hold something refused
 */
export function refusedNames(
  own: OwnModel,
  claims: readonly Claim[],
  broken: readonly ReadableRelation[],
): readonly Naming[] {
  const doubtful = claims.filter((claim) => isDoubtful(own, claim));
  if (doubtful.length === 0) return [];
  const keys = new Set(doubtful.map(({ target }) => keyText(target)));
  return broken.flatMap(({ relation, remoteApp, databag }) => {
    const found = new Map<string, Naming>();
    for (const target of namesIn(databag)) {
      const key = keyText(target);
      if (keys.has(key)) found.set(key, { relation, remoteApp, target });
    }
    return [...found.values()];
  });
}
