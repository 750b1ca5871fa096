/** How a suite runs hooks and actions of a charm: as processes, in forks of one that has loaded `ops`, or in this process. */
import {
  CommitError,
  type FaultPlan,
  type HookOrAction,
  type HookRecord,
  type HookSession,
  type JujuAgent,
  type JujuSimulator,
  runRequest,
} from '@k8s-backup-target/juju-testing';
import type { PythonHooks } from './kills/python-hooks.js';

/** How a hook or action ended. */
export interface RanHook extends HookRecord {
  readonly succeeded: boolean;
  /** What it wrote to standard error, or why it failed. */
  readonly stderr: string;
}

/** A hook or action, what it finds in its environment, and the hook commands that fail in it. */
export interface HookToRun {
  readonly simulator: JujuSimulator;
  readonly request: HookOrAction;
  readonly environment: Readonly<Record<string, string>>;
  readonly faults?: FaultPlan | undefined;
}

/** Runs a hook or action, and commits what it wrote if it succeeds. */
export type RunHook = (hook: HookToRun) => Promise<RanHook>;

/** Each hook is a process of its own, as Juju runs it. */
export function inProcesses(agent: JujuAgent): RunHook {
  return ({ simulator, request, environment: extraEnv, faults }) =>
    runRequest(simulator, request, { agent, extraEnv, faults });
}

/** Each hook is a fork, which needs no start of an interpreter. */
export function inForks(hooks: PythonHooks): RunHook {
  return inSessions((session, environment) => hooks.run(environment, session));
}

/** Each hook is what a function does in its session; it fails where the function rejects. */
export function inSessions(
  work: (session: HookSession, environment: HookToRun['environment']) => Promise<void>,
): RunHook {
  return async ({ simulator, request, environment, faults }) => {
    const session = simulator.open(request, { faults });
    let stderr = '';
    try {
      await work(session, environment);
      session.commit();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      stderr = error instanceof CommitError ? error.message : String(error);
    } finally {
      session.end();
    }
    return { ...session.record(), succeeded: stderr === '', stderr };
  };
}
