import type { HookCommand } from './command.js';
import { RELATION, relationOf } from './relation-option.js';
import { FILE, settingsOf } from './settings-option.js';

export const relationSet: HookCommand = {
  options: [
    RELATION,
    { names: ['app'], kind: 'switch' },
    FILE,
    { names: ['format'], kind: 'value' },
  ],
  ignoresFormat: true,
  execute: async (call) => {
    const relation = relationOf(call);
    const settings = await settingsOf(call);
    const scope = call.options.get('app') === 'true' ? 'app' : 'unit';
    call.run.writeDatabag(relation, scope, settings);
    return null;
  },
};
