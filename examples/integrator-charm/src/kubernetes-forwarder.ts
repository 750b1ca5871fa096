import type { HookContext } from '@k8s-backup-target/juju';
import type { RelatedTarget } from '@k8s-backup-target/requirer';
import { MANAGED_BY_LABEL, reconcile } from '@k8s-backup-target/velero';
import type { IntegratorConfig } from './config.js';
import type { Forwarding } from './forwarding.js';
import { connectToKubernetes, isKubernetesRefusal, type KubernetesApi } from './kubernetes-api.js';
import { makeSchedules, veleroOptions } from './schedules.js';

/** Makes the cluster's Schedules agree with the targets; touches only those that carry this application's label. */
export async function forwardToKubernetes(
  context: HookContext,
  targets: readonly RelatedTarget[],
  config: IntegratorConfig,
): Promise<Forwarding> {
  const options = veleroOptions(context, config);
  const { objects, refusals } = makeSchedules(targets, config, options);
  try {
    const api = await connectToKubernetes(context.app);
    const label = `${MANAGED_BY_LABEL}=${options.managedBy}`;
    const plan = reconcile(
      objects,
      await api.listSchedules(config.veleroNamespace, label),
      options,
    );
    return { problems: refusals, done: await carryOut(api, plan) };
  } catch (error) {
    if (!isKubernetesRefusal(error)) throw error;
    return { problems: [...refusals, error.message], done: [] };
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
