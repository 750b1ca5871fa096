import { expectAtMost, type OptionDefinition } from '../arguments.js';
import { runError, usageError } from '../juju-failure.js';
import type { StatusState } from '../state.js';
import { type CommandCall, type CommandValue, FORMAT, type HookCommand } from './command.js';

const APPLICATION: OptionDefinition = { names: ['application'], kind: 'switch' };

const SETTABLE = ['maintenance', 'blocked', 'waiting', 'active'];

const statusSet: HookCommand = {
  options: [APPLICATION],
  execute: (call) => {
    const [status, message = ''] = call.positionals;
    if (status === undefined) throw usageError('invalid args, require <status> [message]');
    if (!SETTABLE.includes(status)) {
      const expected = `expected one of [${SETTABLE.join(' ')}]`;
      throw usageError(`invalid status ${JSON.stringify(status)}, ${expected}`);
    }
    expectAtMost(call.positionals, 2);
    setStatus(call, { status, message });
    return null;
  },
};

function setStatus(call: CommandCall, status: StatusState): void {
  if (call.options.get('application') !== 'true') {
    call.run.unitState.status = status;
    return;
  }
  requireLeader(call);
  call.run.application.status = status;
}

const statusGet: HookCommand = {
  options: [APPLICATION, { names: ['include-data'], kind: 'switch' }, FORMAT],
  execute: (call) => {
    expectAtMost(call.positionals, 0);
    return call.options.get('application') === 'true' ? applicationStatus(call) : unitStatus(call);
  },
};

function unitStatus(call: CommandCall): CommandValue {
  const { status } = call.run.unitState;
  return { value: call.options.get('include-data') === 'true' ? withData(status) : status.status };
}

function applicationStatus(call: CommandCall): CommandValue {
  requireLeader(call);
  const { status, units } = call.run.application;
  if (call.options.get('include-data') !== 'true') return { value: status.status };
  const unitStatuses = Object.entries(units).map(([name, unit]) => [name, withData(unit.status)]);
  const value = { ...withData(status), units: Object.fromEntries(unitStatuses) };
  return { value: { 'application-status': value } };
}

function withData(status: StatusState): Record<string, unknown> {
  return { message: status.message, status: status.status, 'status-data': {} };
}

function requireLeader(call: CommandCall): void {
  if (!call.run.isLeader()) throw runError('this unit is not the leader');
}

export const statusCommands: Readonly<Record<string, HookCommand>> = {
  'status-get': statusGet,
  'status-set': statusSet,
};
