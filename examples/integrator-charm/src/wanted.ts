import type { K8sBackupTargetRequirer, RelatedTarget } from '@k8s-backup-target/requirer';

/** What the applications ask for. */
export interface Wanted {
  /** Every valid target once: of several with the same app, endpoint and model the first wins. */
  readonly targets: readonly RelatedTarget[];
  /**
   * The relations that hold a refused target, with the application at the other end. What was forwarded
   * for them stays: a slip in a databag must not end anyone's backups.
   */
  readonly refused: ReadonlyMap<string, string>;
}

/** Reads what the applications ask for. */
export async function readWanted(requirer: K8sBackupTargetRequirer): Promise<Wanted> {
  const targets = (await requirer.targets()).filter(({ isDuplicate }) => !isDuplicate);
  const refused = (await requirer.issues())
    .filter(({ severity }) => severity === 'refused')
    .map(({ relation, remoteApp }): [string, string] => [relation, remoteApp]);
  return { targets, refused: new Map(refused) };
}
