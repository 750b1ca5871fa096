/** Runs hooks of the integrator in TypeScript in this process: what `dispatch` starts it with is tested elsewhere. */
import { HookCommands } from '@k8s-backup-target/juju';
import type { HookSession } from '@k8s-backup-target/juju-testing';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { vi } from 'vitest';
import { reconcileHook } from '../../examples/integrator-charm/src/reconcile-hook.js';
import { ENDPOINTS } from '../../examples/integrator-charm/src/wanted.js';
import type { RunHook } from './hook-runner.js';

/** What the integrator does in a hook. Rejects where it fails. */
export async function reconcile({ context, runner }: HookSession): Promise<void> {
  const juju = new HookCommands(context, runner);
  await reconcileHook(juju, new K8sBackupTargetRequirer({ juju, endpoint: ENDPOINTS }));
}

/** The hook as it is in this process. */
export const inMemory: RunHook = async ({ simulator, request, environment, faults }) => {
  const session = simulator.open(request, { faults });
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    await reconcile(session);
    session.commit();
    return { succeeded: true, stderr: '', action: null };
  } finally {
    vi.unstubAllEnvs();
    session.end();
  }
};
