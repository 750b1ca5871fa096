import { usageError } from '../model/juju-failure.js';

/** An option of a hook command: with a value, or a switch. */
export interface OptionDefinition {
  /** All its names without dashes, e.g. `['r', 'relation']`. */
  readonly names: readonly string[];
  readonly kind: 'value' | 'switch';
}

/** Refuses an option's value with a reason; Juju checks some values while it parses them. */
export type OptionCheck = (option: string, value: string) => string | null;

/** Parsed arguments of a hook command. */
export interface ParsedArguments {
  /** By each option's first name. A switch is `'true'` or `'false'`. */
  readonly options: ReadonlyMap<string, string>;
  readonly positionals: readonly string[];
  /** `--help` or `-h` was among the options. */
  readonly wantsHelp: boolean;
}

const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/**
 * Parses arguments as Juju's commands do (gnuflag): options and positionals in any order,
 * `--name=value`, `--name value`, `-rvalue`; a lone `-` is a positional, and so is everything after
 * `--`.
 */
export function parseArguments(
  definitions: readonly OptionDefinition[],
  args: readonly string[],
  check: OptionCheck,
): ParsedArguments {
  const options = new Map<string, string>();
  const positionals: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') positionals.push(...rest.splice(0));
    else if (arg === '-' || !arg.startsWith('-')) positionals.push(arg);
    else {
      const { name, inline } = splitOption(arg);
      if (/^-?-h(?:elp)?$/.test(name)) return { options, positionals, wantsHelp: true };
      const definition = definitionOf(definitions, name);
      const value = optionValue(definition, name, inline, rest);
      const refusal = check(definition.names[0] ?? '', value);
      if (refusal !== null) throw invalidValue(name, value, refusal);
      options.set(definition.names[0] ?? '', value);
    }
  }
  return { options, positionals, wantsHelp: false };
}

/** @throws JujuFailure if there are more than `most` */
export function expectAtMost(positionals: readonly string[], most: number): void {
  const surplus = positionals.slice(most);
  if (surplus.length === 0) return;
  throw usageError(`unrecognized args: [${surplus.map((arg) => JSON.stringify(arg)).join(' ')}]`);
}

/** `key=value` arguments, as relation-set and state-set take them: spaces around either are cut. */
export function parsePairs(args: readonly string[]): Record<string, string> {
  const pairs: Record<string, string> = Object.create(null);
  for (const arg of args) {
    if (arg === '') continue;
    const split = arg.indexOf('=');
    if (split < 0) throw usageError(`expected "key=value", got ${JSON.stringify(arg)}`);
    const [key, value] = [arg.slice(0, split).trim(), arg.slice(split + 1).trim()];
    if (key === '') throw usageError(`expected "key=value", got "=${value}"`);
    if (key in pairs) throw usageError(`key ${JSON.stringify(key)} specified more than once`);
    pairs[key] = value;
  }
  return pairs;
}

function splitOption(arg: string): { name: string; inline: string | null } {
  if (!arg.startsWith('--')) {
    return { name: arg.slice(0, 2), inline: arg.length > 2 ? arg.slice(2) : null };
  }
  const split = arg.indexOf('=');
  if (split === 2) throw usageError(`empty option in argument ${JSON.stringify(arg)}`);
  if (split < 0) return { name: arg, inline: null };
  return { name: arg.slice(0, split), inline: arg.slice(split + 1) };
}

function definitionOf(definitions: readonly OptionDefinition[], name: string): OptionDefinition {
  const bare = name.slice(name.startsWith('--') ? 2 : 1);
  const definition = definitions.find(({ names }) => names.includes(bare));
  if (definition !== undefined) return definition;
  throw usageError(`option provided but not defined: ${name}`);
}

function optionValue(
  definition: OptionDefinition,
  name: string,
  inline: string | null,
  rest: string[],
): string {
  if (definition.kind === 'switch') return switchValue(name, inline, rest);
  const value = inline ?? rest.shift();
  if (value === undefined) throw usageError(`option needs an argument: ${name}`);
  return value;
}

function switchValue(name: string, inline: string | null, rest: string[]): string {
  if (inline === null) return 'true';
  if (!name.startsWith('--')) {
    // What follows a switch of one letter are more of them.
    rest.unshift(`-${inline}`);
    return 'true';
  }
  if (TRUE.includes(inline)) return 'true';
  if (FALSE.includes(inline)) return 'false';
  const reason = `strconv.ParseBool: parsing ${JSON.stringify(inline)}: invalid syntax`;
  throw invalidValue(name, inline, reason);
}

function invalidValue(name: string, value: string, reason: string): Error {
  return usageError(`invalid value ${JSON.stringify(value)} for option ${name}: ${reason}`);
}
