import { type OptionDefinition, type ParsedArguments, parseArguments } from '../arguments.js';
import type { HookRun } from '../hook-run.js';
import { usageError } from '../juju-failure.js';
import { type OutputFormat, printed } from '../printed.js';

/** What a command may read from its standard input, fetched only if it asks. */
export type Stdin = () => Promise<string | Uint8Array>;

/** One call of a hook command. */
export interface CommandCall extends ParsedArguments {
  readonly run: HookRun;
  readonly stdin: Stdin;
}

/** What a command hands back: a value to print, or nothing. */
export type CommandValue = { readonly value: unknown } | null;

/** A hook command of the simulator. */
export interface HookCommand {
  readonly options: readonly OptionDefinition[];
  /** @throws JujuFailure where Juju fails */
  readonly execute: (call: CommandCall) => CommandValue | Promise<CommandValue>;
}

export const FORMAT: OptionDefinition = {
  names: ['format'],
  kind: 'value',
  check: (value) => (isFormat(value) ? null : `unknown format ${JSON.stringify(value)}`),
};

/** Parses, executes and prints. */
export async function runCommand(
  command: HookCommand,
  run: HookRun,
  args: readonly string[],
  stdin: Stdin,
): Promise<string> {
  const parsed = parseArguments(command.options, args);
  const outcome = await command.execute({ ...parsed, run, stdin });
  if (outcome === null) return '';
  const format = parsed.options.get('format') ?? 'smart';
  return printed(outcome.value, isFormat(format) ? format : 'smart');
}

/** The only positional argument that a command cannot do without. */
export function firstPositional(call: CommandCall, absence: string): string {
  const [first] = call.positionals;
  if (first === undefined) throw usageError(absence);
  return first;
}

function isFormat(value: string): value is OutputFormat {
  return value === 'smart' || value === 'yaml' || value === 'json';
}
