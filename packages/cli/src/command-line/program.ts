// Room: The program kbt: its options and commands, and the streams of the process. May import any room that does not need it.
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandSpec, OptionSpec } from '../command/command.js';
import type { Io } from '../command/io.js';
import type { Report } from '../command/report.js';
import { VERSION } from '../command/version.js';
import { withEnvironment } from '../gather/environment.js';
import { screenSafe } from '../output/printable.js';
import { makeStyle } from '../output/screen.js';
import { COMMANDS } from './commands.js';
import { COLOR } from './options.js';
import { print } from './print.js';

/** Without a terminal, help is as wide as most people's. */
const HELP_WIDTH = 100;

const EXAMPLES = [
  'kbt targets unit.yaml                      # what is backed up',
  'kbt why wordpress --unit integrator/0      # why an application is not',
  'kbt validate spec.yaml                     # before it is published',
];

/** The whole command line. `onExit` gets the exit status of the command that ran. */
export function makeProgram(io: Io, onExit: (code: Report['exitCode']) => void): Command {
  const program = configured(new Command('kbt'), io)
    .description('What is backed up over k8s_backup_target, and why an application is not.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', examplesText(EXAMPLES));
  for (const spec of COMMANDS) addCommand(program, spec, io, onExit);
  return program;
}

function configured(command: Command, { stdout, stderr }: Io): Command {
  const { bad } = makeStyle(stderr.isColourful);
  return command
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('Run it with --help to see how.')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) =>
        write(`${bad('kbt:')} ${screenSafe(text.replace(/^error/, 'usage'))}`),
      getOutHelpWidth: () => stdout.columns ?? HELP_WIDTH,
      getErrHelpWidth: () => stderr.columns ?? HELP_WIDTH,
      getOutHasColors: () => stdout.isColourful,
      getErrHasColors: () => stderr.isColourful,
    });
}

function addCommand(
  program: Command,
  spec: CommandSpec,
  io: Io,
  onExit: (code: Report['exitCode']) => void,
): void {
  const [first = '', second] = spec.name.split(' ');
  const parent = second === undefined ? program : groupOf(program, first, io);
  const command = configured(parent.command(second ?? first), io)
    .summary(spec.summary)
    .description(spec.details ?? `${spec.summary}.`)
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', examplesText(spec.examples));
  for (const { name, description } of spec.parameters) command.argument(name, description);
  for (const option of [...spec.options, COLOR]) command.addOption(optionOf(option));
  command.action(async () => {
    const { run } = await spec.load();
    const options = withEnvironment(command.opts(), spec, command.args, io);
    const invoke = (at: Io) => run({ words: command.args, options, io: at });
    if (options['watch'] === true) {
      const { watch } = await import('./watch.js');
      return onExit(await watch(invoke, options, io));
    }
    const report = await invoke(io);
    await print(report, options, io);
    onExit(report.exitCode);
  });
}

/** The command `inventory`, above `inventory save`. */
function groupOf(program: Command, name: string, io: Io): Command {
  const found = program.commands.find((command) => command.name() === name);
  return found ?? configured(program.command(name), io).summary(`the cluster's ${name}`);
}

function optionOf(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.description);
  if (spec.choices !== undefined) option.choices([...spec.choices]);
  if (spec.forms !== undefined) option.argParser(choiceOrForm(spec, spec.forms));
  if (spec.default !== undefined) option.default(spec.default);
  if (spec.isRepeatable === true) option.argParser(another);
  return option;
}

/** A choice, or one of the forms with an argument: `jsonpath=…`. */
function choiceOrForm({ choices = [] }: OptionSpec, forms: readonly string[]) {
  return (value: string): string => {
    if (choices.includes(value) || forms.some((form) => value.startsWith(`${form}=`))) return value;
    const all = [...choices, ...forms.map((form) => `${form}=…`)].join(', ');
    throw new InvalidArgumentError(`Allowed choices are ${all}.`);
  };
}

function another(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function examplesText(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`;
}
