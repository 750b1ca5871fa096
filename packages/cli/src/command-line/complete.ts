import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RootCommand } from '@bomb.sh/tab';
import type { CommandSpec, OptionSpec } from '../command/command.js';
import type { Io } from '../command/io.js';
import { applications } from '../completion/applications.js';
import { captured } from '../completion/captured.js';
import { SHELLS } from '../completion/completion-script.js';
import { commandWords, optionValues } from '../completion/values.js';
import { COMMANDS } from './commands.js';
import { COLOR, NAMES_AND_FILES } from './options.js';

/** The words that may come next, one a line, as the scripts read them. */
export async function complete(words: readonly string[], io: Io): Promise<string> {
  const root = new RootCommand();
  const word = words.at(-1) ?? '';
  const offers: Offers = {
    files: () => filesFor(word, io.cwd),
    applications: await applicationsFor(words, io),
    env: io.env,
  };
  for (const spec of COMMANDS) addCommand(root, spec, offers);
  return captured(() => root.parse([...words]));
}

/** What may come in the place of a word. */
interface Offers {
  files(): readonly string[];
  readonly applications: readonly string[];
  readonly env: Io['env'];
}

/** Asked for only where an application may come: that may take a question to Juju or a cluster. */
async function applicationsFor(words: readonly string[], io: Io): Promise<readonly string[]> {
  const [command, ...before] = words.slice(0, -1);
  const [word = ''] = words.slice(-1);
  const spec = COMMANDS.find(({ name }) => name === command);
  if (spec === undefined || word.startsWith('-')) return [];
  const takesName = spec.parameters.some(({ name }) => APPLICATIONS.includes(name));
  return takesName || before.at(-1) === '--app' ? applications(spec, before, io) : [];
}

/** Parameters that are applications. */
const APPLICATIONS: readonly string[] = ['<app>', NAMES_AND_FILES.name];

function addCommand(root: RootCommand, spec: CommandSpec, offers: Offers): void {
  const command = root.command(spec.name, spec.summary);
  for (const option of [...spec.options, COLOR]) addOption(command, option, offers);
  for (const { name } of spec.parameters) {
    const isVariadic = name.includes('...');
    command.argument(
      name.replace(/[^a-z]/g, ''),
      (add) => {
        for (const choice of wordsFor(name, spec, offers)) add(choice, '');
      },
      isVariadic,
    );
  }
}

function wordsFor(name: string, spec: CommandSpec, offers: Offers): readonly string[] {
  if (name === '<shell>') return SHELLS;
  const known = commandWords(spec.name);
  if (known !== undefined) return known;
  if (name === '<app>') return offers.applications;
  return name === NAMES_AND_FILES.name
    ? [...offers.applications, ...offers.files()]
    : offers.files();
}

function addOption(
  command: ReturnType<RootCommand['command']>,
  option: OptionSpec,
  { applications: names, env }: Offers,
): void {
  const { flags, description, choices } = option;
  const [, letter, name = '', value] = /^(?:-(\w), )?--([\w-]+)(?: (.+))?$/.exec(flags) ?? [];
  if (value === undefined) command.option(name, description, letter);
  else {
    const add = (complete: (value: string, description: string) => void) => {
      const values = name === 'app' ? names : (choices ?? optionValues(name, env));
      for (const choice of values) complete(choice, '');
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
