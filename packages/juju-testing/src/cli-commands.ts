import type { ConfigValue } from '@k8s-backup-target/juju';
import { parsePairs } from './commands/arguments.js';
import type { Relation } from './model/simulator-options.js';
import { isHookFailedError } from './process/hook-failed-error.js';
import { runAction, runHook, settleProcesses } from './process/hook-process.js';
import type { HookProcessRecord } from './process/hook-process-record.js';
import { recordLines } from './process/record-lines.js';
import type { JujuSimulator } from './simulator/simulator.js';

/** The arguments and options that follow a command's name. */
export interface CliCall {
  readonly simulator: JujuSimulator;
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
}

/** The text to print, and whether the charm that was run failed. */
export interface CliResult {
  /** For programs. */
  readonly output?: unknown;
  /** The same in lines for people. */
  readonly lines?: readonly string[] | undefined;
  readonly failed?: boolean | undefined;
}

type CliCommand = (call: CliCall) => CliResult | Promise<CliResult>;

/** The commands that work on a simulator, by name. */
export const cliCommands: Readonly<Record<string, CliCommand>> = {
  'add-app': ({ simulator, positionals: [name, ...config], options }) => {
    const { units = '1', leader = '0', charm } = options;
    const app = needed(name, 'NAME');
    simulator.addApplication(app, {
      units: count(units, '--units'),
      leader: leader === 'none' ? null : count(leader, '--leader'),
      charmDir: charm,
    });
    simulator.setConfig(app, configValues(simulator, app, config));
    return {};
  },
  'add-remote': ({ simulator, positionals: [name], options }) => {
    const units = count(options['units'] ?? '1', '--units');
    const remote = simulator.addRemoteApplication({ name, units });
    return { output: remote, lines: [remote] };
  },
  'remove-app': ({ simulator, positionals: [app] }) => {
    simulator.removeApplication(needed(app, 'APP'));
    return {};
  },
  'add-unit': ({ simulator, positionals: [app] }) => {
    const unit = simulator.addUnit(needed(app, 'APP'));
    return { output: unit, lines: [unit] };
  },
  'remove-unit': ({ simulator, positionals: [unit] }) => {
    simulator.removeUnit(needed(unit, 'UNIT'));
    return {};
  },
  relate: ({ simulator, positionals: [endpoint, other] }) => {
    return { output: simulator.relate(needed(endpoint, 'APP:ENDPOINT'), other) };
  },
  'remove-relation': ({ simulator, positionals: [number] }) => {
    simulator.removeRelation(relationOf(simulator, number));
    return {};
  },
  config: ({ simulator, positionals: [name, ...values] }) => {
    const app = needed(name, 'APP');
    simulator.setConfig(app, configValues(simulator, app, values));
    return {};
  },
  leader: ({ simulator, positionals: [app, unit] }) => {
    simulator.setLeader(needed(app, 'APP'), unit === 'none' ? null : needed(unit, 'UNIT'));
    return {};
  },
  upgrade: ({ simulator, positionals: [app], options }) => {
    simulator.upgradeCharm(needed(app, 'APP'), options['charm']);
    return {};
  },
  'set-data': ({ simulator, positionals: [number, entity, ...pairs] }) => {
    const relation = relationOf(simulator, number);
    simulator.setDatabag(relation, needed(entity, 'APP or UNIT'), parsePairs(pairs));
    return {};
  },
  run: async ({ simulator, options }) => {
    const { relation, 'remote-unit': remoteUnit } = options;
    const number = relation === undefined ? undefined : relationOf(simulator, relation).number;
    const unit = needed(options['unit'], '--unit');
    const hook = needed(options['hook'], '--hook');
    return ofRecord(await runHook(simulator, unit, hook, { relation: number, remoteUnit }));
  },
  action: async ({ simulator, positionals: [action, ...parameters], options }) => {
    const unit = needed(options['unit'], '--unit');
    return ofRecord(
      await runAction(simulator, unit, needed(action, 'ACTION'), textValues(parameters)),
    );
  },
  settle: async ({ simulator }) => {
    try {
      return ofRecords(await settleProcesses(simulator));
    } catch (error) {
      if (!isHookFailedError(error)) throw error;
      return { ...ofRecords(error.records), failed: true };
    }
  },
  show: ({ simulator }) => ({ output: describe(simulator) }),
};

function ofRecord(record: HookProcessRecord): CliResult {
  return { output: record, lines: recordLines(record), failed: !record.succeeded };
}

function ofRecords(records: readonly HookProcessRecord[]): CliResult {
  const lines = records.length === 0 ? ['no hook waits'] : records.flatMap(recordLines);
  return { output: records, lines };
}

function describe(simulator: JujuSimulator): unknown {
  const applications = simulator.applications.map((name) => [
    name,
    describeApplication(simulator, name),
  ]);
  const relations = simulator.relations.map((relation) => describeRelation(simulator, relation));
  const queue = simulator.queue.map(({ unit, hook }) => `${unit} ${hook}`);
  return {
    model: simulator.name,
    applications: Object.fromEntries(applications),
    relations,
    queue,
  };
}

function describeApplication(simulator: JujuSimulator, name: string): unknown {
  const units = simulator.units(name).map((unit) => [unit, simulator.status(unit)]);
  return {
    leader: simulator.leader(name),
    status: simulator.status(name),
    units: Object.fromEntries(units),
  };
}

function describeRelation(simulator: JujuSimulator, relation: Relation): unknown {
  const entities = Object.keys(relation.ids).flatMap((app) => [app, ...simulator.units(app)]);
  const databags = entities.map((entity) => [entity, simulator.databag(relation, entity)]);
  return { ...relation, databags: Object.fromEntries(databags) };
}

function relationOf(simulator: JujuSimulator, number: string | undefined): Relation {
  const relation = simulator.relations.find((candidate) => String(candidate.number) === number);
  if (relation === undefined) throw new Error(`there is no relation ${needed(number, 'RELATION')}`);
  return relation;
}

/** `key=value`, of the type that the charm's metadata has for the option. */
function configValues(
  simulator: JujuSimulator,
  app: string,
  pairs: readonly string[],
): Record<string, ConfigValue> {
  const entries = Object.entries(parsePairs(pairs)).map(([key, text]) => {
    const isText = ['string', 'secret'].includes(simulator.optionType(app, key) ?? '');
    return [key, isText ? text : scalarOf(text)];
  });
  return Object.fromEntries(entries);
}

function textValues(pairs: readonly string[]): Record<string, ConfigValue> {
  const entries = Object.entries(parsePairs(pairs));
  return Object.fromEntries(entries.map(([key, text]) => [key, scalarOf(text)]));
}

/** A number or boolean if the text reads like one, and else the text. */
function scalarOf(text: string): ConfigValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

function count(text: string, what: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`${what} is ${JSON.stringify(text)}: a number is needed`);
}

function needed(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}
