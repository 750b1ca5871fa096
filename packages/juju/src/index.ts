export type { CommandResult, CommandRunner } from './command-runner.js';
export {
  type Environment,
  type HookContext,
  HookContextError,
  type HookRelation,
  readHookContext,
} from './context.js';
export {
  HookCommandError,
  type HookCommandErrorCode,
  type HookCommandFailure,
  isHookCommandError,
} from './error.js';
export {
  HookCommands,
  type LogLevel,
  type OpenHookOptions,
  openHook,
  type Status,
} from './hook-commands.js';
export type { ConfigValue } from './output.js';
export { runToEnd } from './run-to-end.js';
export { DEFAULT_TIMEOUT_MS, type SpawnRunnerOptions, spawnRunner } from './spawn-runner.js';
