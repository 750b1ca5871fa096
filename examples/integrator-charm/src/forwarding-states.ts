import type { HookCommands } from '@k8s-backup-target/juju';
import type { RelatedTarget } from '@k8s-backup-target/requirer';
import {
  type Reconciliation,
  reconcile,
  targetName,
  toVeleroBackupConfig,
  VeleroError,
} from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';
import { describeKey } from './descriptions.js';
import { isKubernetesRefusal } from './kubernetes-api.js';
import { connectToKubernetes } from './kubernetes-connection.js';
import { receiverFault } from './receiver-names.js';
import { MISSING_RELATION, VELERO_BACKUP } from './relation-forwarder.js';
import { makeSchedules, veleroOptions } from './schedules.js';
import { type Databag, hasSchedule, isEmpty, keyIn, sameKey } from './velero-backup-databag.js';

/** The state of a target, in words. */
export type StateOf = (target: RelatedTarget) => string;

/** Looks up what is forwarded, what is held back and why. Changes nothing. */
export async function forwardingStates(
  juju: HookCommands,
  targets: readonly RelatedTarget[],
  config: IntegratorConfig,
): Promise<StateOf> {
  if (config.faults.length > 0) return () => `held back: ${config.faults[0]}`;
  const stateOf =
    config.forwardTo === 'kubernetes'
      ? await statesInKubernetes(juju, targets, config)
      : await statesInRelations(juju);
  const fault = config.forwardTo === 'kubernetes' ? () => undefined : receiverFault;
  const held = ({ target }: RelatedTarget) => fault(target) ?? refusalOf(target);
  return (related) => {
    if (related.isDuplicate) return 'held back: another relation asks for the same target first';
    const refusal = held(related);
    return refusal === undefined ? stateOf(related) : `held back: ${refusal}`;
  };
}

/** Why Velero would refuse a target. */
function refusalOf(target: RelatedTarget['target']): string | undefined {
  try {
    toVeleroBackupConfig(target);
    return undefined;
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return error.message;
  }
}

async function statesInRelations(juju: HookCommands): Promise<StateOf> {
  if (!(await juju.isLeader())) return () => 'known to the leader: run this action there';
  const relations = await juju.relationIds(VELERO_BACKUP);
  const databags: [string, Databag][] = [];
  for (const relation of relations) {
    const databag = await juju.readLocalApplicationData(relation);
    if (databag !== null) databags.push([relation, databag]);
  }
  const [first] = relations;
  if (first !== undefined && databags.length === 0) {
    return () => `held back: ${first} cannot be read`;
  }
  return (target) => {
    const [relation, databag] =
      databags.find(([, candidate]) => sameKey(candidate, target)) ?? databags[0] ?? [];
    if (databag === undefined) return `held back: ${MISSING_RELATION}`;
    if (isEmpty(databag)) {
      return `held back: ${relation} holds nothing: several targets ask for it, or it is gone`;
    }
    if (!sameKey(databag, target)) {
      return `held back: ${relation} holds ${describeKey(keyIn(databag))}`;
    }
    return `forwarded to ${relation}, ${hasSchedule(databag) ? 'with a schedule' : 'on demand only'}`;
  };
}

async function statesInKubernetes(
  { context }: HookCommands,
  targets: readonly RelatedTarget[],
  config: IntegratorConfig,
): Promise<StateOf> {
  if (config.schedule.cron === undefined) return () => 'backed up on demand only';
  const options = veleroOptions(context, config);
  try {
    const { timeoutSeconds, veleroNamespace } = config;
    const api = await connectToKubernetes({ fieldManager: context.app, timeoutSeconds });
    const existing = await api.listSchedules(veleroNamespace);
    const { objects } = makeSchedules(
      targets.filter(({ isDuplicate }) => !isDuplicate),
      config,
      options,
    );
    return stateByName(reconcile(objects, existing, options));
  } catch (error) {
    if (!isKubernetesRefusal(error)) throw error;
    return () => `not known: ${error.message}`;
  }
}

function stateByName({ creates, conflicts, pausedByHand }: Reconciliation): StateOf {
  const missing = new Set(creates.map(({ metadata }) => metadata.name));
  const owners = new Map(
    conflicts.map(({ schedule, owner }) => [schedule.metadata.name, owner ?? 'someone else']),
  );
  const paused = new Set(pausedByHand.map(({ name }) => name));
  return ({ target }) => {
    const name = targetName(target);
    const owner = owners.get(name);
    if (owner !== undefined) return `held back: Schedule ${name} belongs to ${owner}`;
    if (missing.has(name)) return `held back: Schedule ${name} is not there yet`;
    return `Schedule ${name}${paused.has(name) ? ', paused by hand' : ''}`;
  };
}
