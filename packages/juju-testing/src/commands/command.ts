import type { HookRun } from '../hook/hook-run.js';
import { usageError } from '../model/juju-failure.js';
import type { OutputFormat } from '../yaml/printed.js';
import type { OptionDefinition, ParsedArguments } from './arguments.js';

/** A command's standard input, fetched only if it asks. */
export type Stdin = () => Promise<string | Uint8Array>;

/** One call of a hook command. */
export interface CommandCall extends ParsedArguments {
  readonly run: HookRun;
  readonly stdin: Stdin;
  /** The working directory of whoever calls. */
  readonly directory: string;
}

/** A command's result: a value to print, or nothing. */
export type CommandValue = { readonly value: unknown } | null;

/** A hook command of the simulator. */
export interface HookCommand {
  readonly options: readonly OptionDefinition[];
  /** The formats that `--format` accepts; default smart, yaml and json. Without `--format`, the first. */
  readonly formats?: readonly OutputFormat[] | undefined;
  /** `--format` is taken and ignored, with a warning. */
  readonly ignoresFormat?: boolean | undefined;
  /** @throws JujuFailure where Juju fails */
  readonly execute: (call: CommandCall) => CommandValue | Promise<CommandValue>;
}

/** The options of a command that prints a value. */
export const OUTPUT: readonly OptionDefinition[] = [
  { names: ['format'], kind: 'value' },
  { names: ['o', 'output'], kind: 'value' },
];

/** The only positional argument that a command cannot do without. */
export function firstPositional(call: CommandCall, absence: string): string {
  const [first] = call.positionals;
  if (first === undefined) throw usageError(absence);
  return first;
}
