import type { HookCommands } from '@k8s-backup-target/juju';
import type { RelatedTarget } from '@k8s-backup-target/requirer';
import { toVeleroBackupConfig, VeleroError } from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';
import { type Forwarding, NOTHING, type TargetsToForward } from './forwarding.js';

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
 * per relation: several are a problem for the operator, and what was forwarded before stays. It also stays
 * while the only target is refused: a slip in a databag must not end anyone's backups.
 */
export async function forwardToRelation(
  juju: HookCommands,
  { targets, hasRefused }: TargetsToForward,
  config: IntegratorConfig,
): Promise<Forwarding> {
  if (targets.length === 0) return hasRefused ? NOTHING : withdrawFromRelation(juju);
  const relations = await juju.relationIds(ENDPOINT);
  if (relations.length === 0) return { problems: [`no charm is related to ${ENDPOINT}`], done: [] };
  try {
    return await write(juju, toDatabag(targets, config), 'forwarded to');
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return { problems: [error.message], done: [] };
  }
}

/** Withdraws what was forwarded over `velero-backup`. */
export function withdrawFromRelation(juju: HookCommands): Promise<Forwarding> {
  return write(juju, WITHDRAWN, 'withdrawn from');
}

async function write(
  juju: HookCommands,
  databag: Readonly<Record<string, string>>,
  verb: string,
): Promise<Forwarding> {
  const done: string[] = [];
  for (const relation of await juju.relationIds(ENDPOINT)) {
    if (await writeWhatDiffers(juju, relation, databag)) done.push(`${verb} ${relation}`);
  }
  return { problems: [], done };
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
