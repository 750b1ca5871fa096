import { usageError } from '../model/juju-failure.js';
import { remoteEnd } from '../model/relations.js';
import { StringList } from '../yaml/go-values.js';
import { expectAtMost } from './arguments.js';
import { type HookCommand, OUTPUT } from './command.js';
import { relationGet } from './relation-get.js';
import { RELATION, relationOf } from './relation-option.js';
import { relationSet } from './relation-set.js';

const relationIds: HookCommand = {
  options: OUTPUT,
  execute: ({ positionals, run }) => {
    const endpoint = positionals[0] ?? run.hookRelation?.endpoint;
    if (endpoint === undefined) throw usageError(`no ${run.rules.endpointWord} name specified`);
    expectAtMost(positionals, 1);
    return { value: new StringList(run.relationIds(endpoint)) };
  },
};

const relationList: HookCommand = {
  options: [RELATION, { names: ['app'], kind: 'switch' }, ...OUTPUT],
  execute: (call) => {
    const relation = relationOf(call);
    expectAtMost(call.positionals, 0);
    const { run } = call;
    if (call.options.get('app') !== 'true') return { value: new StringList(run.members(relation)) };
    return { value: remoteEnd(relation, run.app).app };
  },
};

const relationModelGet: HookCommand = {
  options: [RELATION, ...OUTPUT],
  execute: (call) => {
    const relation = relationOf(call);
    expectAtMost(call.positionals, 0);
    const { state, app } = call.run;
    const remote = state.applications[remoteEnd(relation, app).app];
    return { value: { uuid: remote?.modelUuid ?? state.uuid } };
  },
};

const isLeader: HookCommand = {
  options: OUTPUT,
  execute: ({ positionals, run }) => {
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
