import { expectAtMost } from '../arguments.js';
import { runError } from '../juju-failure.js';
import { merged, record } from '../state.js';
import { FORMAT, firstPositional, type HookCommand } from './command.js';
import { FILE, settingsOf } from './settings-option.js';

const MAX_KEY_BYTES = 256;
const MAX_VALUE_BYTES: number = 64 * 1024;

const stateGet: HookCommand = {
  options: [{ names: ['strict'], kind: 'switch' }, FORMAT],
  execute: ({ positionals, options, run }) => {
    expectAtMost(positionals, 1);
    const [key = '-'] = positionals;
    if (key === '-') return { value: run.stored };
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
    const settings = await settingsOf(call);
    for (const [key, value] of Object.entries(settings)) {
      checkSize('key', key, MAX_KEY_BYTES);
      checkSize('value', value, MAX_VALUE_BYTES);
    }
    call.run.stored = merged(call.run.stored, settings);
    return null;
  },
};

function checkSize(what: string, text: string, limit: number): void {
  const size = Buffer.byteLength(text);
  if (size > limit) throw runError(`max allowed ${what} size (${limit}) exceeded: ${size}`);
}

const stateDelete: HookCommand = {
  options: [],
  execute: (call) => {
    const key = firstPositional(call, 'no key specified');
    expectAtMost(call.positionals, 1);
    const stored = record(call.run.stored);
    delete stored[key];
    call.run.stored = stored;
    return null;
  },
};

export const stateCommands: Readonly<Record<string, HookCommand>> = {
  'state-delete': stateDelete,
  'state-get': stateGet,
  'state-set': stateSet,
};
