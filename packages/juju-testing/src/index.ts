export { JujuAgent } from './agent.js';
export { writeJujuClient } from './client/write-juju-client.js';
export { CommitError } from './commit.js';
export { HookFailedError, isHookFailedError } from './hook-failed-error.js';
export type { HookDetails } from './hook-lookup.js';
export {
  type HookProcessOptions,
  runAction,
  runHook,
  runRequest,
  settleProcesses,
} from './hook-process.js';
export type { HookProcessRecord } from './hook-process-record.js';
export type {
  ActionOutcome,
  DatabagChange,
  ExecutedCommand,
  HookRecord,
  LogLine,
} from './hook-record.js';
export type { ActionRequest, HookOrAction } from './hook-request.js';
export {
  type FaultPlan,
  type HookCommandCall,
  type HookCommandFault,
  HookSession,
  type SessionOptions,
} from './hook-session.js';
export { type HookBody, JujuSimulator } from './simulator.js';
export type {
  ApplicationOptions,
  Relation,
  RemoteApplicationOptions,
  SimulatorOptions,
} from './simulator-options.js';
export type {
  Databag,
  QueuedHook,
  QueuedRelation,
  SimulatorState,
  StatusState,
} from './state.js';
