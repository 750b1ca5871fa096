import type { HookContext } from '@k8s-backup-target/juju';
import { MANAGED_BY_LABEL, reconcile, type Schedule } from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';
import type { Forwarding, TargetsToForward } from './forwarding.js';
import { connectToKubernetes, isKubernetesRefusal, type KubernetesApi } from './kubernetes-api.js';
import { makeSchedules, veleroOptions } from './schedules.js';

/**
 * Makes the cluster's Schedules agree with the targets; touches only those that carry this application's
 * label. While a target is refused nothing is deleted: a slip in a databag must not end anyone's backups.
 */
export async function forwardToKubernetes(
  context: HookContext,
  { targets, hasRefused }: TargetsToForward,
  config: IntegratorConfig,
): Promise<Forwarding> {
  const { objects, refusals } = makeSchedules(targets, config, veleroOptions(context, config));
  const keepsAll = hasRefused || refusals.length > 0;
  const { problems, done } = await agree(context, objects, config, keepsAll);
  return { problems: [...refusals, ...problems], done };
}

/** Deletes every Schedule of this application. */
export function withdrawFromKubernetes(
  context: HookContext,
  config: IntegratorConfig,
): Promise<Forwarding> {
  return agree(context, [], config, false);
}

async function agree(
  context: HookContext,
  schedules: readonly Schedule[],
  config: IntegratorConfig,
  keepsAll: boolean,
): Promise<Forwarding> {
  const options = veleroOptions(context, config);
  try {
    const api = await connectToKubernetes(context.app);
    const label = `${MANAGED_BY_LABEL}=${options.managedBy}`;
    const existing = await api.listSchedules(config.veleroNamespace, label);
    const plan = reconcile(schedules, existing, options);
    return { problems: [], done: await carryOut(api, keepsAll ? { ...plan, deletes: [] } : plan) };
  } catch (error) {
    if (!isKubernetesRefusal(error)) throw error;
    return { problems: [error.message], done: [] };
  }
}

async function carryOut(api: KubernetesApi, plan: ReturnType<typeof reconcile>): Promise<string[]> {
  const done: string[] = [];
  for (const schedule of [...plan.creates, ...plan.updates]) {
    await api.apply(schedule);
    done.push(`applied Schedule ${schedule.metadata.name}`);
  }
  for (const reference of plan.deletes) {
    await api.deleteSchedule(reference);
    done.push(`deleted Schedule ${reference.name}`);
  }
  return done;
}
