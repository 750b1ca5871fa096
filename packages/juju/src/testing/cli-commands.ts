import type { ConfigValue } from '../output.js';
import { parsePairs } from './arguments.js';
import { type HookProcessRecord, runAction, runHook, settleProcesses } from './hook-process.js';
import { JujuModel, type Relation } from './model.js';

/** What a command line says besides the name of the command. */
export interface CliCall {
  readonly model: JujuModel;
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
}

/** What to print, and whether the charm that was run failed. */
export interface CliResult {
  readonly output?: unknown;
  readonly failed?: boolean;
}

type CliCommand = (call: CliCall) => CliResult | Promise<CliResult>;

/** The commands that work on a model, by name. */
export const cliCommands: Readonly<Record<string, CliCommand>> = {
  'add-app': ({ model, positionals: [name, ...config], options }) => {
    const { units = '1', leader = '0', charm } = options;
    model.addApplication(needed(name, 'NAME'), {
      units: Number(units),
      leader: leader === 'none' ? null : Number(leader),
      config: configValues(config),
      ...(charm === undefined ? {} : { charmDir: charm }),
    });
    return {};
  },
  relate: ({ model, positionals: [endpoint, other] }) => {
    return { output: model.relate(needed(endpoint, 'APP:ENDPOINT'), other) };
  },
  'remove-relation': ({ model, positionals: [number] }) => {
    model.removeRelation(relationOf(model, number));
    return {};
  },
  config: ({ model, positionals: [app, ...values] }) => {
    model.setConfig(needed(app, 'APP'), configValues(values));
    return {};
  },
  leader: ({ model, positionals: [app, unit] }) => {
    model.setLeader(needed(app, 'APP'), unit === 'none' ? null : needed(unit, 'UNIT'));
    return {};
  },
  upgrade: ({ model, positionals: [app] }) => {
    model.upgradeCharm(needed(app, 'APP'));
    return {};
  },
  'set-data': ({ model, positionals: [number, entity, ...pairs] }) => {
    const relation = relationOf(model, number);
    model.setDatabag(relation, needed(entity, 'APP or UNIT'), parsePairs(pairs));
    return {};
  },
  run: async ({ model, options }) => {
    const { relation, 'remote-unit': remoteUnit } = options;
    return ofProcess(
      await runHook(model, needed(options['unit'], '--unit'), needed(options['hook'], '--hook'), {
        ...(relation === undefined ? {} : { relation: relationOf(model, relation).number }),
        ...(remoteUnit === undefined ? {} : { remoteUnit }),
      }),
    );
  },
  action: async ({ model, positionals: [action, ...parameters], options }) => {
    const unit = needed(options['unit'], '--unit');
    return ofProcess(
      await runAction(model, unit, needed(action, 'ACTION'), configValues(parameters)),
    );
  },
  settle: async ({ model }) => {
    const records = await settleProcesses(model);
    return { output: records, failed: records.some(({ succeeded }) => !succeeded) };
  },
  show: ({ model }) => ({ output: describe(model) }),
};

function ofProcess(record: HookProcessRecord): CliResult {
  return { output: record, failed: !record.succeeded };
}

function describe(model: JujuModel): unknown {
  const applications = model.applications.map((name) => [name, describeApplication(model, name)]);
  const relations = model.relations.map((relation) => describeRelation(model, relation));
  const queue = model.queue.map(({ unit, hook }) => `${unit} ${hook}`);
  return { model: model.name, applications: Object.fromEntries(applications), relations, queue };
}

function describeApplication(model: JujuModel, name: string): unknown {
  const units = model.units(name).map((unit) => [unit, model.status(unit)]);
  return {
    leader: model.leader(name),
    status: model.status(name),
    units: Object.fromEntries(units),
  };
}

function describeRelation(model: JujuModel, relation: Relation): unknown {
  const entities = Object.keys(relation.ids).flatMap((app) => [app, ...model.units(app)]);
  const databags = entities.map((entity) => [entity, model.databag(relation, entity)]);
  return { ...relation, databags: Object.fromEntries(databags) };
}

function relationOf(model: JujuModel, number: string | undefined): Relation {
  const relation = model.relations.find((candidate) => String(candidate.number) === number);
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

/** Makes a new model. */
export function newModel(name: string | undefined): JujuModel {
  return new JujuModel(name === undefined ? {} : { name });
}
