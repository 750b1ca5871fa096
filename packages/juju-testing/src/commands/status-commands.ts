import { runError, usageError } from '../model/juju-failure.js';
import type { StatusState } from '../model/state.js';
import { expectAtMost, type OptionDefinition } from './arguments.js';
import { type CommandCall, type CommandValue, type HookCommand, OUTPUT } from './command.js';

const APPLICATION: OptionDefinition = { names: ['application'], kind: 'switch' };

const SETTABLE = ['maintenance', 'blocked', 'waiting', 'active'];

const NOT_LEADER = 'this unit is not the leader';

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
  if (!call.run.isLeader()) throw runError(NOT_LEADER);
  call.run.application.status = status;
}

const statusGet: HookCommand = {
  options: [APPLICATION, { names: ['include-data'], kind: 'switch' }, ...OUTPUT],
  execute: (call) => {
    expectAtMost(call.positionals, 0);
    return call.options.get('application') === 'true' ? applicationStatus(call) : unitStatus(call);
  },
};

function unitStatus(call: CommandCall): CommandValue {
  const status = call.run.statusAtFirstGlance();
  return wantsOnlyTheWord(call) ? { value: status.status } : { value: shown(call, status) };
}

function applicationStatus(call: CommandCall): CommandValue {
  if (!call.run.isLeader()) throw runError(`finding application status: ${NOT_LEADER}`);
  const { status, units } = call.run.application;
  if (wantsOnlyTheWord(call)) return { value: status.status };
  const unitStatuses = Object.entries(units).map(([name, unit]) => [
    name,
    shown(call, unit.status),
  ]);
  const value = { ...shown(call, status), units: Object.fromEntries(unitStatuses) };
  return { value: { 'application-status': value } };
}

/** In the format `smart`, a status without its data is printed as one word. */
function wantsOnlyTheWord({ options }: CommandCall): boolean {
  return options.get('include-data') !== 'true' && (options.get('format') ?? 'smart') === 'smart';
}

function shown({ options }: CommandCall, status: StatusState): Record<string, unknown> {
  if (options.get('include-data') !== 'true') return { status: status.status };
  return { message: status.message, status: status.status, 'status-data': {} };
}

export const statusCommands: Readonly<Record<string, HookCommand>> = {
  'status-get': statusGet,
  'status-set': statusSet,
};
