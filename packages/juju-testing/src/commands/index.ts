// Room: The hook commands. May import hook, model, yaml.
import { actionCommands } from './action-commands.js';
import { charmCommands } from './charm-commands.js';
import type { HookCommand } from './command.js';
import { relationCommands } from './relation-commands.js';
import { stateCommands } from './state-commands.js';
import { statusCommands } from './status-commands.js';

/** Every hook command that the simulator has, by its name. */
export const hookCommands: ReadonlyMap<string, HookCommand> = new Map(
  Object.entries({
    ...actionCommands,
    ...charmCommands,
    ...relationCommands,
    ...stateCommands,
    ...statusCommands,
  }),
);
