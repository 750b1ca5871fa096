#!/usr/bin/env node
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CliResult, cliCommands, newModel } from './cli-commands.js';
import { JujuSimulator } from './simulator.js';
import { withStateLock } from './state-lock.js';

const USAGE = `juju-hook-model [--state FILE] COMMAND

A simulated Juju model in one file, to run a charm's hooks without Juju. FILE is juju-model.json by
default.

  init [--name MODEL]
  add-app NAME [--charm DIR] [--units N] [--leader N|none] [KEY=VALUE...]
  relate APP:ENDPOINT [APP:ENDPOINT]       one endpoint is a peer relation
  remove-relation NUMBER
  config APP KEY=VALUE...
  leader APP UNIT|none
  upgrade APP
  set-data RELATION APP|UNIT KEY=VALUE...  as if the other charm had written it
  run --unit UNIT --hook HOOK [--relation NUMBER] [--remote-unit UNIT]
  action --unit UNIT ACTION [KEY=VALUE...]
  settle                                   runs all waiting hooks
  show

Exit status: 0, 1 if a charm failed, 2 if the command could not be done.
`;

const OPTIONS = {
  state: { type: 'string', default: 'juju-model.json' },
  help: { type: 'boolean', short: 'h' },
  name: { type: 'string' },
  charm: { type: 'string' },
  units: { type: 'string' },
  leader: { type: 'string' },
  unit: { type: 'string' },
  hook: { type: 'string' },
  relation: { type: 'string' },
  'remote-unit': { type: 'string' },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const { state, help, charm, ...options } = values;
  const [name = '', ...rest] = positionals;
  if (help === true || name === '') {
    process.stdout.write(USAGE);
    return help === true ? 0 : 2;
  }
  const { output, failed } = await withStateLock(state, () =>
    execute(state, name, rest, {
      ...options,
      ...(charm === undefined ? {} : { charm: resolve(charm) }),
    }),
  );
  if (output !== undefined) process.stdout.write(`${JSON.stringify(output, null, 2)}\n`);
  return failed === true ? 1 : 0;
}

async function execute(
  state: string,
  name: string,
  positionals: readonly string[],
  options: Readonly<Record<string, string | undefined>>,
): Promise<CliResult> {
  if (name === 'init') {
    await newModel(options['name']).save(state);
    return {};
  }
  const command = Object.hasOwn(cliCommands, name) ? cliCommands[name] : undefined;
  if (command === undefined) throw new Error(`there is no command ${name}; see --help`);
  const simulator = await JujuSimulator.load(state);
  const result = await command({ simulator, positionals, options });
  await simulator.save(state);
  return result;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`juju-hook-model: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
