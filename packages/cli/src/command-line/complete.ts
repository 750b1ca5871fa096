import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RootCommand } from '@bomb.sh/tab';
import type { CommandSpec, OptionSpec } from '../command/command.js';
import type { Io } from '../command/io.js';
import { captured } from '../completion/captured.js';
import { SHELLS } from '../completion/completion-script.js';
import { commandWords, optionValues } from '../completion/values.js';
import { COMMANDS } from './commands.js';

/** The words that may come next, one a line, as the scripts read them. */
export function complete(words: readonly string[], { cwd, env }: Pick<Io, 'cwd' | 'env'>): string {
  const root = new RootCommand();
  const word = words.at(-1) ?? '';
  for (const spec of COMMANDS) addCommand(root, spec, () => filesFor(word, cwd), env);
  return captured(() => root.parse([...words]));
}

function addCommand(
  root: RootCommand,
  spec: CommandSpec,
  files: () => readonly string[],
  env: Io['env'],
): void {
  const command = root.command(spec.name, spec.summary);
  for (const option of spec.options) addOption(command, option, env);
  for (const { name } of spec.parameters) {
    const isVariadic = name.includes('...');
    const choices = name === '<shell>' ? () => SHELLS : () => commandWords(spec.name) ?? files();
    command.argument(
      name.replace(/[^a-z]/g, ''),
      (add) => {
        for (const choice of choices()) add(choice, '');
      },
      isVariadic,
    );
  }
}

function addOption(
  command: ReturnType<RootCommand['command']>,
  option: OptionSpec,
  env: Io['env'],
): void {
  const { flags, description, choices } = option;
  const [, letter, name = '', value] = /^(?:-(\w), )?--([\w-]+)(?: (.+))?$/.exec(flags) ?? [];
  if (value === undefined) command.option(name, description, letter);
  else {
    const add = (complete: (value: string, description: string) => void) => {
      for (const choice of choices ?? optionValues(name, env)) complete(choice, '');
    };
    command.option(name, description, add, letter);
  }
}

/** The library tells shells that there are no files to complete: so they are named here. */
function filesFor(word: string, cwd: string): string[] {
  const folder = word.endsWith('/') ? word : word.includes('/') ? `${dirname(word)}/` : '';
  try {
    return readdirSync(join(cwd, folder), { withFileTypes: true }).map(
      (entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`,
    );
  } catch {
    return [];
  }
}
