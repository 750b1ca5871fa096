import type { HookCommands } from '@k8s-backup-target/juju';
import type { RelatedTarget } from '@k8s-backup-target/requirer';
import { toVeleroBackupConfig, VeleroError } from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';
import { type Forwarding, NOTHING } from './forwarding.js';

const ENDPOINT = 'velero-backup';

/** Deletes the keys of `velero_backup_config`. */
const WITHDRAWN: Readonly<Record<string, string>> = {
  app: '',
  relation_name: '',
  model: '',
  spec: '',
};

/**
 * Forwards the one target to the charm at the endpoint `velero-backup`. That interface holds one target
 * per relation: several are a problem for the operator, and what was forwarded before stays.
 */
export async function forwardToRelation(
  juju: HookCommands,
  targets: readonly RelatedTarget[],
  config: IntegratorConfig,
): Promise<Forwarding> {
  const relations = await juju.relationIds(ENDPOINT);
  if (relations.length === 0) {
    return targets.length === 0
      ? NOTHING
      : { problems: [`no charm is related to ${ENDPOINT}`], done: [] };
  }
  try {
    const databag = targets.length === 0 ? WITHDRAWN : toDatabag(targets, config);
    const done: string[] = [];
    for (const relation of relations) {
      if (await writeWhatDiffers(juju, relation, databag)) done.push(`forwarded to ${relation}`);
    }
    return { problems: [], done };
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return { problems: [error.message], done: [] };
  }
}

function toDatabag(
  targets: readonly RelatedTarget[],
  { schedule }: IntegratorConfig,
): Readonly<Record<string, string>> {
  return {
    ...toVeleroBackupConfig(
      targets.map(({ target }) => target),
      schedule,
    ),
  };
}

/** Whether anything was written. Juju compares databags by bytes, so only what differs is. */
async function writeWhatDiffers(
  juju: HookCommands,
  relation: string,
  databag: Readonly<Record<string, string>>,
): Promise<boolean> {
  const current = await juju.readLocalApplicationData(relation);
  if (current === null) return false;
  const differing = Object.entries(databag).filter(
    ([key, value]) => (current[key] ?? '') !== value,
  );
  if (differing.length === 0) return false;
  return juju.writeLocalApplicationData(relation, Object.fromEntries(differing));
}
