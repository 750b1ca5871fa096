import { runError } from '../model/juju-failure.js';
import { record, withEntry } from '../model/state.js';
import { expectAtMost } from './arguments.js';
import { type CommandCall, type HookCommand, OUTPUT } from './command.js';
import { FILE, settingsOf } from './settings-option.js';

const MAX_KEY_BYTES = 256;
const MAX_VALUE_BYTES: number = 64 * 1024;

const stateGet: HookCommand = {
  options: [{ names: ['strict'], kind: 'switch' }, ...OUTPUT],
  execute: ({ positionals, options, run }) => {
    expectAtMost(positionals, 1);
    const [key = '-'] = positionals;
    if (key === '-' || key === '') return { value: run.stored };
    const value = run.stored[key];
    if (value === undefined && options.get('strict') === 'true') {
      throw runError(`${JSON.stringify(key)} not found`);
    }
    return { value: value ?? '' };
  },
};

const stateSet: HookCommand = {
  options: [FILE],
  execute: async (call) => {
    for (const [key, value] of Object.entries(await settingsOf(call))) {
      checkSize(call, 'key', key, MAX_KEY_BYTES);
      checkSize(call, 'value', value, MAX_VALUE_BYTES);
      // Juju keeps those before a key that it refuses, in the random order of a map of Go.
      call.run.stored = withEntry(call.run.stored, key, value);
    }
    return null;
  },
};

function checkSize({ run }: CommandCall, what: string, text: string, limit: number): void {
  if (Buffer.byteLength(text) <= limit) return;
  throw runError(`max allowed ${what} length (${limit})${run.rules.quota}`);
}

const stateDelete: HookCommand = {
  options: [],
  execute: ({ positionals, run }) => {
    expectAtMost(positionals, 1);
    const stored = record(run.stored);
    delete stored[positionals[0] ?? ''];
    run.stored = stored;
    return null;
  },
};

export const stateCommands: Readonly<Record<string, HookCommand>> = {
  'state-delete': stateDelete,
  'state-get': stateGet,
  'state-set': stateSet,
};
