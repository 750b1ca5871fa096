import { expectAtMost } from '../arguments.js';
import type { HookRun } from '../hook-run.js';
import { usageError } from '../juju-failure.js';
import { applicationOf, isApplicationName, isUnitName } from '../names.js';
import { remoteEnd } from '../relations.js';
import type { RelationState } from '../state.js';
import { type CommandCall, type CommandValue, FORMAT, type HookCommand } from './command.js';
import { RELATION, relationOf } from './relation-option.js';
import { relationSet } from './relation-set.js';

const relationIds: HookCommand = {
  options: [FORMAT],
  execute: ({ positionals, run }) => {
    const endpoint = positionals[0] ?? run.hookRelation?.endpoint;
    if (endpoint === undefined) throw usageError('no endpoint name specified');
    expectAtMost(positionals, 1);
    return { value: run.relationIds(endpoint) };
  },
};

const relationList: HookCommand = {
  options: [RELATION, { names: ['app'], kind: 'switch' }, FORMAT],
  execute: (call) => {
    const relation = relationOf(call);
    expectAtMost(call.positionals, 0);
    const { run } = call;
    if (call.options.get('app') !== 'true') return { value: run.members(relation) };
    return { value: remoteEnd(relation, run.app).app };
  },
};

const relationModelGet: HookCommand = {
  options: [RELATION, FORMAT],
  execute: (call) => {
    relationOf(call);
    expectAtMost(call.positionals, 0);
    return { value: { uuid: call.run.state.uuid } };
  },
};

const relationGet: HookCommand = {
  options: [RELATION, { names: ['app'], kind: 'switch' }, FORMAT],
  execute: (call) => {
    const relation = relationOf(call);
    expectAtMost(call.positionals, 2);
    return readDatabag(call, relation);
  },
};

function readDatabag(call: CommandCall, relation: RelationState): CommandValue {
  const [key = '-', name = defaultName(call, relation)] = call.positionals;
  const databag = call.run.readDatabag(relation, entityOf(call, name));
  if (key === '-' || key === '') return { value: databag };
  return { value: databag[key] ?? null };
}

/** Who is meant without a name: the remote unit of the hook or, if there is none, its application. */
function defaultName(call: CommandCall, relation: RelationState): string {
  const about = call.run.hookRelation;
  const isOwn = about !== null && about.number === relation.number;
  const wantsApplication = call.options.get('app') === 'true';
  const name = wantsApplication ? about?.remoteApp : (about?.remoteUnit ?? about?.remoteApp);
  if (!isOwn || name === undefined) throw usageError('no unit or application specified');
  return name;
}

function entityOf(call: CommandCall, name: string): string {
  if (isUnitName(name)) return call.options.get('app') === 'true' ? applicationOf(name) : name;
  const quoted = JSON.stringify(name);
  if (!isApplicationName(name)) throw usageError(`invalid unit name ${quoted}`);
  const isNamed = call.positionals.length > 1;
  if (call.options.get('app') === 'true' || !isNamed) return name;
  throw usageError(`expected unit name, got application name ${quoted}`);
}

const isLeader: HookCommand = {
  options: [FORMAT],
  execute: ({ positionals, run }: { positionals: readonly string[]; run: HookRun }) => {
    expectAtMost(positionals, 0);
    return { value: run.isLeader() };
  },
};

export const relationCommands: Readonly<Record<string, HookCommand>> = {
  'is-leader': isLeader,
  'relation-get': relationGet,
  'relation-ids': relationIds,
  'relation-list': relationList,
  'relation-model-get': relationModelGet,
  'relation-set': relationSet,
};
