#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CliResult, cliCommands } from './cli-commands.js';
import { withStateLock } from './model/state-lock.js';
import { JujuSimulator } from './simulator/simulator.js';

const USAGE = `juju-hook-model [--state FILE] COMMAND

A simulated Juju model in one file, to run a charm's hooks without Juju. FILE is juju-model.json by
default.

  init [--name MODEL] [--juju VERSION] [--force]   --force replaces a model that is there
  add-app NAME [--charm DIR] [--units N] [--leader N|none] [KEY=VALUE...]
  add-remote [NAME] [--units N]            an application of another model; by default remote-...
  remove-app APP
  add-unit APP
  remove-unit UNIT
  relate APP:ENDPOINT [APP:ENDPOINT]       one endpoint is a peer relation
  remove-relation NUMBER
  config APP KEY=VALUE...
  leader APP UNIT|none
  upgrade APP [--charm DIR]
  set-data RELATION APP|UNIT KEY=VALUE...  as if the other charm had written it
  run --unit UNIT --hook HOOK [--relation NUMBER] [--remote-unit UNIT] [--json]
  action --unit UNIT ACTION [KEY=VALUE...] [--json]
  settle [--json]                          runs all waiting hooks, up to the first that fails
  show                                     all there is, as JSON

run, action and settle print lines for people, and with --json all they know.
Exit status: 0, 1 if a charm failed, 2 if the command could not be done.
`;

const OPTIONS = {
  state: { type: 'string', default: 'juju-model.json' },
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  force: { type: 'boolean' },
  name: { type: 'string' },
  juju: { type: 'string' },
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
  const { state, help, json, force, charm, ...options } = values;
  const [name = '', ...rest] = positionals;
  if (help === true || name === '') {
    process.stdout.write(USAGE);
    return help === true ? 0 : 2;
  }
  const { output, lines, failed } = await withStateLock(state, () => {
    if (name === 'init') return init(state, force === true, options);
    const folder = charm === undefined ? undefined : resolve(charm);
    return execute(state, name, rest, { ...options, charm: folder });
  });
  if (lines !== undefined && json !== true) process.stdout.write(`${lines.join('\n')}\n`);
  else if (output !== undefined) process.stdout.write(`${JSON.stringify(output, null, 2)}\n`);
  return failed === true ? 1 : 0;
}

async function init(
  state: string,
  force: boolean,
  { name, juju }: Readonly<Record<string, string | undefined>>,
): Promise<CliResult> {
  if (existsSync(state) && !force) {
    throw new Error(`${state} is there already: init --force replaces it, --state names another`);
  }
  const unitsDir = resolve(`${state}.units`);
  await rm(unitsDir, { recursive: true, force: true });
  await new JujuSimulator({ name, jujuVersion: juju, unitsDir }).save(state);
  return {};
}

async function execute(
  state: string,
  name: string,
  positionals: readonly string[],
  options: Readonly<Record<string, string | undefined>>,
): Promise<CliResult> {
  const command = Object.hasOwn(cliCommands, name) ? cliCommands[name] : undefined;
  if (command === undefined) throw new Error(`there is no command ${name}; see --help`);
  if (!existsSync(state)) throw new Error(`${state} is not there: make it with init`);
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
