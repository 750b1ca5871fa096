import { writeFile } from 'node:fs/promises';
import type { HookRun } from '../hook/hook-run.js';
import { runError } from '../model/juju-failure.js';
import { type OutputFormat, printed } from '../yaml/printed.js';
import { parseArguments } from './arguments.js';
import type { CommandCall, HookCommand, Stdin } from './command.js';
import { pathFrom } from './hook-path.js';
import { relationRefusal } from './relation-option.js';

const FORMATS: readonly OutputFormat[] = ['smart', 'yaml', 'json'];

/** A call of a command. */
export interface CommandInput {
  readonly name: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly stdin: Stdin;
}

/** The output of a command. */
export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** Parses, executes and prints. */
export async function runCommand(
  command: HookCommand,
  run: HookRun,
  { name, args, directory, stdin }: CommandInput,
): Promise<CommandOutput> {
  const parsed = parseArguments(command.options, args, (option, value) => {
    if (option === 'r') return relationRefusal(run, value);
    return option === 'format' ? formatRefusal(command, value) : null;
  });
  if (parsed.wantsHelp) return { stdout: helpOf(name, command), stderr: '' };
  const call = { ...parsed, run, stdin, directory };
  const outcome = await command.execute(call);
  if (outcome === null) return { stdout: '', stderr: deprecation(name, command, call) };
  return {
    stdout: await output(call, printed(outcome.value, formatOf(command, call))),
    stderr: '',
  };
}

function formatRefusal(
  { formats = FORMATS, ignoresFormat }: HookCommand,
  value: string,
): string | null {
  const isKnown = ignoresFormat === true || formats.some((format) => format === value);
  return isKnown ? null : `unknown format "${value}"`;
}

function formatOf({ formats = FORMATS }: HookCommand, { options }: CommandCall): OutputFormat {
  const asked = options.get('format');
  return formats.find((format) => format === asked) ?? formats[0] ?? 'smart';
}

// Juju writes it without a newline.
function deprecation(
  name: string,
  { ignoresFormat }: HookCommand,
  { options }: CommandCall,
): string {
  const isDeprecated = ignoresFormat === true && options.has('format');
  return isDeprecated ? `--format flag deprecated for command "${name}"` : '';
}

/** The part of a command's output that goes to stdout: nothing if it goes to a file. */
async function output({ options, directory }: CommandCall, text: string): Promise<string> {
  const file = options.get('o');
  if (file === undefined) return text;
  await writeOutput(pathFrom(directory, file), text);
  return '';
}

async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch {
    throw runError(`open ${path}: no such file or directory`);
  }
}

function helpOf(name: string, { options }: HookCommand): string {
  const lines = options.map(({ names, kind }) => {
    const forms = names.map((form) => (form.length === 1 ? `-${form}` : `--${form}`));
    return `  ${forms.join(', ')}${kind === 'value' ? ' VALUE' : ''}\n`;
  });
  return `Usage: ${name} [options] ...\n\nOptions:\n${lines.join('')}`;
}
