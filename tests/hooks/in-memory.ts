/** Runs hooks and actions of the integrator in TypeScript in this process: what `dispatch` starts it with is tested elsewhere. */
import { HookCommands } from '@k8s-backup-target/juju';
import type { HookSession } from '@k8s-backup-target/juju-testing';
import { workOf } from '../../examples/integrator-charm/src/hook-work.js';
import { inSessions, type RunHook } from './hook-runner.js';

/** What the integrator does in a hook or action. Rejects where it fails. */
export async function doWork({ context, runner }: HookSession): Promise<void> {
  await workOf(new HookCommands(context, runner))?.();
}

/** The hook or action as it is in this process. */
export const inMemory: RunHook = inSessions(async (session, environment) => {
  const before = new Map(Object.keys(environment).map((name) => [name, process.env[name]]));
  Object.assign(process.env, environment);
  try {
    await doWork(session);
  } finally {
    // One that ends late, after its test has failed, leaves the environment of the next as it is.
    for (const [name, value] of before)
      if (process.env[name] === environment[name]) restore(name, value);
  }
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
