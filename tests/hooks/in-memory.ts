/** Runs hooks of the integrator in TypeScript in this process: what `dispatch` starts it with is tested elsewhere. */
import { HookCommands } from '@k8s-backup-target/juju';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { vi } from 'vitest';
import { reconcileHook } from '../../examples/integrator-charm/src/reconcile-hook.js';
import type { RunHook } from './hook-runner.js';

const ENDPOINTS = ['k8s-backup-target', 'backup-targets'];

/** The hook as it is in this process. */
export const inMemory: RunHook = async ({ simulator, request, environment, faults }) => {
  const session = simulator.open(request, { faults });
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    const juju = new HookCommands(session.context, session.runner);
    await reconcileHook(juju, new K8sBackupTargetRequirer({ juju, endpoint: ENDPOINTS }));
    session.commit();
    return { succeeded: true, stderr: '', action: null };
  } finally {
    vi.unstubAllEnvs();
    session.end();
  }
};
