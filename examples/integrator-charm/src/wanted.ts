import type { K8sBackupTargetRequirer, RelatedTarget } from '@k8s-backup-target/requirer';

/** The backups that the applications ask for. */
export interface Wanted {
  /** Every valid target once: of several with the same app, endpoint and model the first wins. */
  readonly targets: readonly RelatedTarget[];
  /** The number of targets of a relation that are left out, where it asks for more than a thousand. */
  readonly excess: ReadonlyMap<string, number>;
  /**
   * The relations that hold a refused target, with the application at the other end. What was forwarded
   * for them stays: a slip in a databag must not end anyone's backups.
   */
  readonly refused: ReadonlyMap<string, string>;
}

/** More targets of one relation are not forwarded: each is a Schedule, and Velero looks at all every minute. */
const MOST_IN_RELATION = 1000;

/** Reads what the applications ask for. */
export async function readWanted(requirer: K8sBackupTargetRequirer): Promise<Wanted> {
  const refused = (await requirer.issues())
    .filter(({ severity }) => severity === 'refused')
    .map(({ relation, remoteApp }): [string, string] => [relation, remoteApp]);
  const counts = new Map<string, number>();
  const targets = (await requirer.targets()).filter(({ isDuplicate, relation }) => {
    if (isDuplicate) return false;
    const count = (counts.get(relation) ?? 0) + 1;
    counts.set(relation, count);
    return count <= MOST_IN_RELATION;
  });
  const excess = [...counts]
    .filter(([, count]) => count > MOST_IN_RELATION)
    .map(([relation, count]): [string, number] => [relation, count - MOST_IN_RELATION]);
  return { targets, excess: new Map(excess), refused: new Map(refused) };
}

/** Messages about targets that are left out, for the operator. */
export function excessProblems({ excess }: Wanted): readonly string[] {
  return [...excess].map(
    ([relation, count]) =>
      `${relation} asks for ${MOST_IN_RELATION + count} backup targets, of which ${count} are not forwarded`,
  );
}
