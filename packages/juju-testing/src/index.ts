export { JujuAgent } from './agent.js';
export { writeJujuClient } from './client/write-juju-client.js';
export { CommitError } from './commit.js';
export type { HookDetails } from './hook-lookup.js';
export {
  type HookProcessOptions,
  type HookProcessRecord,
  runAction,
  runHook,
  settleProcesses,
} from './hook-process.js';
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
export {
  type ApplicationOptions,
  type HookBody,
  JujuSimulator,
  type Relation,
  type SimulatorOptions,
} from './simulator.js';
export type {
  Databag,
  QueuedHook,
  QueuedRelation,
  SimulatorState,
  StatusState,
} from './state.js';
