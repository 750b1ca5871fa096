import type { ConfigValue } from '@k8s-backup-target/juju';
import { parsePairs } from './arguments.js';
import { type HookProcessRecord, runAction, runHook, settleProcesses } from './hook-process.js';
import { JujuSimulator, type Relation } from './simulator.js';

/** What a command line says besides the name of the command. */
export interface CliCall {
  readonly simulator: JujuSimulator;
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
}

/** What to print, and whether the charm that was run failed. */
export interface CliResult {
  readonly output?: unknown;
  readonly failed?: boolean;
}

type CliCommand = (call: CliCall) => CliResult | Promise<CliResult>;

/** The commands that work on a simulator, by name. */
export const cliCommands: Readonly<Record<string, CliCommand>> = {
  'add-app': ({ simulator, positionals: [name, ...config], options }) => {
    const { units = '1', leader = '0', charm } = options;
    simulator.addApplication(needed(name, 'NAME'), {
      units: Number(units),
      leader: leader === 'none' ? null : Number(leader),
      config: configValues(config),
      ...(charm === undefined ? {} : { charmDir: charm }),
    });
    return {};
  },
  relate: ({ simulator, positionals: [endpoint, other] }) => {
    return { output: simulator.relate(needed(endpoint, 'APP:ENDPOINT'), other) };
  },
  'remove-relation': ({ simulator, positionals: [number] }) => {
    simulator.removeRelation(relationOf(simulator, number));
    return {};
  },
  config: ({ simulator, positionals: [app, ...values] }) => {
    simulator.setConfig(needed(app, 'APP'), configValues(values));
    return {};
  },
  leader: ({ simulator, positionals: [app, unit] }) => {
    simulator.setLeader(needed(app, 'APP'), unit === 'none' ? null : needed(unit, 'UNIT'));
    return {};
  },
  upgrade: ({ simulator, positionals: [app] }) => {
    simulator.upgradeCharm(needed(app, 'APP'));
    return {};
  },
  'set-data': ({ simulator, positionals: [number, entity, ...pairs] }) => {
    const relation = relationOf(simulator, number);
    simulator.setDatabag(relation, needed(entity, 'APP or UNIT'), parsePairs(pairs));
    return {};
  },
  run: async ({ simulator, options }) => {
    const { relation, 'remote-unit': remoteUnit } = options;
    return ofProcess(
      await runHook(
        simulator,
        needed(options['unit'], '--unit'),
        needed(options['hook'], '--hook'),
        {
          ...(relation === undefined ? {} : { relation: relationOf(simulator, relation).number }),
          ...(remoteUnit === undefined ? {} : { remoteUnit }),
        },
      ),
    );
  },
  action: async ({ simulator, positionals: [action, ...parameters], options }) => {
    const unit = needed(options['unit'], '--unit');
    return ofProcess(
      await runAction(simulator, unit, needed(action, 'ACTION'), configValues(parameters)),
    );
  },
  settle: async ({ simulator }) => {
    const records = await settleProcesses(simulator);
    return { output: records, failed: records.some(({ succeeded }) => !succeeded) };
  },
  show: ({ simulator }) => ({ output: describe(simulator) }),
};

function ofProcess(record: HookProcessRecord): CliResult {
  return { output: record, failed: !record.succeeded };
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

/** `key=value`: a number or boolean if it reads like one, and else text. */
function configValues(pairs: readonly string[]): Record<string, ConfigValue> {
  const entries = Object.entries(parsePairs(pairs));
  return Object.fromEntries(entries.map(([key, text]) => [key, configValue(text)]));
}

function configValue(text: string): ConfigValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

function needed(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}

/** Makes a new simulator. */
export function newModel(name: string | undefined): JujuSimulator {
  return new JujuSimulator(name === undefined ? {} : { name });
}
