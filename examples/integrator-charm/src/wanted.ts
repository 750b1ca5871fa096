import type {
  K8sBackupTargetRequirer,
  RelatedTarget,
  RequirerState,
} from '@k8s-backup-target/requirer';

/** Juju relates a `provides` with a `requires` only: clients of either kind find one here. */
export const ENDPOINTS = ['k8s-backup-target', 'backup-targets'] as const;

/** The backups that the applications ask for. */
export interface Wanted {
  /** Every valid target once, as many as are forwarded. */
  readonly targets: readonly RelatedTarget[];
  /** The number of targets of a relation that are left out, where it asks for more than a thousand. */
  readonly excess: ReadonlyMap<string, number>;
  /** Tells what may be withdrawn. */
  readonly state: RequirerState;
}

/** More targets of one relation are not forwarded: each is a Schedule, and Velero looks at all every minute. */
const MOST_IN_RELATION = 1000;

/** Reads what the applications ask for. */
export async function readWanted(requirer: K8sBackupTargetRequirer): Promise<Wanted> {
  const state = await requirer.state();
  const counts = new Map<string, number>();
  const targets = state.wanted.filter(({ relation }) => {
    const count = (counts.get(relation) ?? 0) + 1;
    counts.set(relation, count);
    return count <= MOST_IN_RELATION;
  });
  const excess = [...counts]
    .filter(([, count]) => count > MOST_IN_RELATION)
    .map(([relation, count]): [string, number] => [relation, count - MOST_IN_RELATION]);
  return { targets, excess: new Map(excess), state };
}

/** Messages about targets that are left out, for the operator. */
export function excessProblems({ excess }: Wanted): readonly string[] {
  return [...excess].map(
    ([relation, count]) =>
      `${relation} asks for ${MOST_IN_RELATION + count} backup targets, of which ${count} are not forwarded`,
  );
}
