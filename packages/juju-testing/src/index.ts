export { JujuAgent } from './agent/agent.js';
export { writeJujuClient } from './client/write-juju-client.js';
export { CommitError } from './hook/commit.js';
export type {
  ActionOutcome,
  DatabagChange,
  ExecutedCommand,
  HookRecord,
  LogLine,
} from './hook/hook-record.js';
export type { HookDetails } from './model/hook-lookup.js';
export type { ActionRequest, HookOrAction } from './model/hook-request.js';
export type {
  ApplicationOptions,
  Relation,
  RemoteApplicationOptions,
  SimulatorOptions,
} from './model/simulator-options.js';
export type {
  Databag,
  QueuedHook,
  QueuedRelation,
  SimulatorState,
  StatusState,
} from './model/state.js';
export { HookFailedError, isHookFailedError } from './process/hook-failed-error.js';
export {
  type HookProcessOptions,
  runAction,
  runHook,
  runRequest,
  settleProcesses,
} from './process/hook-process.js';
export type { HookProcessRecord } from './process/hook-process-record.js';
export {
  type FaultPlan,
  type HookCommandCall,
  type HookCommandFault,
  HookSession,
  type SessionOptions,
} from './simulator/hook-session.js';
export { type HookBody, JujuSimulator } from './simulator/simulator.js';
