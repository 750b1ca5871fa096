/** How a suite runs hooks and actions of a charm: as processes, or in forks of one that has loaded `ops`. */
import {
  type ActionOutcome,
  CommitError,
  type FaultPlan,
  type HookOrAction,
  type JujuAgent,
  type JujuSimulator,
  runRequest,
} from '@k8s-backup-target/juju-testing';
import type { PythonHooks } from './kills/python-hooks.js';

/** How a hook or action ended. */
export interface RanHook {
  readonly succeeded: boolean;
  /** What it wrote to standard error, or why it failed. */
  readonly stderr: string;
  readonly action: ActionOutcome | null;
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
  return async ({ simulator, request, environment, faults }) => {
    const session = simulator.open(request, { faults });
    let stderr = '';
    try {
      await hooks.run(environment, session);
      session.commit();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      stderr = error instanceof CommitError ? error.message : String(error);
    } finally {
      session.end();
    }
    return { succeeded: stderr === '', stderr, action: session.record().action };
  };
}
