// Room: What every command is given and returns: options, input and output, reports, errors. May import output.
import type { Io } from './io.js';
import type { Report } from './report.js';

/** A command as the command line and its help know it; what it does loads only when it runs. */
export interface CommandSpec {
  /** One word, or two for a command below another: `inventory save`. */
  readonly name: string;
  readonly summary: string;
  /** As commander writes them: `[files...]`, `<app>`. */
  readonly parameters: readonly Parameter[];
  readonly options: readonly OptionSpec[];
  /** A paragraph on what it does. */
  readonly details?: string;
  readonly examples: readonly string[];
  load(): Promise<{ readonly run: Run }>;
}

/** A word of the command line that is not an option. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
}

/** An option of a command. */
export interface OptionSpec {
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** Choices with an argument: `jsonpath` means `jsonpath=…`. */
  readonly forms?: readonly string[];
  readonly default?: string;
  /** True for one that may be given several times, and then is a list. */
  readonly isRepeatable?: boolean;
}

/** The words and options of a command line. */
export interface Invocation {
  readonly words: readonly string[];
  readonly options: Options;
  readonly io: Io;
}

/** The options that were given, by their long names in camel case. */
export type Options = Readonly<Record<string, OptionValue>>;

/** A list for an option that may be given several times. */
export type OptionValue = string | boolean | readonly string[] | undefined;

/** Does what a command is for. @throws CannotRunError where it cannot. */
export type Run = (invocation: Invocation) => Promise<Report>;
