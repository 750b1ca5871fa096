/** Runs hooks and actions of the integrator in TypeScript in this process: what `dispatch` starts it with is tested elsewhere. */
import { HookCommands } from '@k8s-backup-target/juju';
import type { HookSession } from '@k8s-backup-target/juju-testing';
import { vi } from 'vitest';
import { workOf } from '../../examples/integrator-charm/src/hook-work.js';
import { inSessions, type RunHook } from './hook-runner.js';

/** What the integrator does in a hook or action. Rejects where it fails. */
export async function doWork({ context, runner }: HookSession): Promise<void> {
  await workOf(new HookCommands(context, runner))?.();
}

/** The hook or action as it is in this process. */
export const inMemory: RunHook = inSessions(async (session, environment) => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    await doWork(session);
  } finally {
    vi.unstubAllEnvs();
  }
});
