import { usageError } from './juju-failure.js';

/** An option of a hook command: with a value, or a switch. */
export interface OptionDefinition {
  /** All its names without dashes, e.g. `['r', 'relation']`. */
  readonly names: readonly string[];
  readonly kind: 'value' | 'switch';
  /** Refuses a value with a reason; Juju checks some values while it parses them. */
  readonly check?: (value: string) => string | null;
}

/** Parsed arguments of a hook command. */
export interface ParsedArguments {
  /** By each option's first name. A switch is `'true'` or `'false'`. */
  readonly options: ReadonlyMap<string, string>;
  readonly positionals: readonly string[];
}

const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/**
 * Parses arguments as Juju's commands do: options and positionals in any order, `--name=value`,
 * `--name value`, `-rvalue`; a lone `-` is a positional, and so is everything after `--`.
 */
export function parseArguments(
  definitions: readonly OptionDefinition[],
  args: readonly string[],
): ParsedArguments {
  const options = new Map<string, string>();
  const positionals: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      positionals.push(...rest.splice(0));
    } else if (arg === '-' || !arg.startsWith('-')) {
      positionals.push(arg);
    } else {
      const { name, inline } = splitOption(arg);
      const definition = definitions.find(({ names }) => names.includes(name.replace(/^-+/, '')));
      if (definition === undefined) throw usageError(`option provided but not defined: ${name}`);
      options.set(definition.names[0] ?? '', optionValue(definition, name, inline, rest));
    }
  }
  return { options, positionals };
}

/** @throws JujuFailure if there are more than `most` */
export function expectAtMost(positionals: readonly string[], most: number): void {
  const surplus = positionals.slice(most);
  if (surplus.length === 0) return;
  throw usageError(`unrecognized args: [${surplus.map((arg) => JSON.stringify(arg)).join(' ')}]`);
}

/** `key=value` arguments, as relation-set and state-set take them. */
export function parsePairs(args: readonly string[]): Record<string, string> {
  const pairs: Record<string, string> = Object.create(null);
  for (const arg of args) {
    const split = arg.indexOf('=');
    if (split <= 0) throw usageError(`expected "key=value", got ${JSON.stringify(arg)}`);
    const key = arg.slice(0, split);
    if (key in pairs) throw usageError(`key ${JSON.stringify(key)} specified more than once`);
    pairs[key] = arg.slice(split + 1);
  }
  return pairs;
}

function splitOption(arg: string): { name: string; inline: string | null } {
  if (!arg.startsWith('--')) {
    return { name: arg.slice(0, 2), inline: arg.length > 2 ? arg.slice(2) : null };
  }
  const split = arg.indexOf('=');
  if (split < 0) return { name: arg, inline: null };
  return { name: arg.slice(0, split), inline: arg.slice(split + 1) };
}

function optionValue(
  definition: OptionDefinition,
  name: string,
  inline: string | null,
  rest: string[],
): string {
  if (definition.kind === 'switch') return switchValue(name, inline ?? 'true');
  const value = inline ?? rest.shift();
  if (value === undefined) throw usageError(`option needs an argument: ${name}`);
  const refusal = definition.check?.(value) ?? null;
  if (refusal === null) return value;
  throw usageError(`invalid value ${JSON.stringify(value)} for option ${name}: ${refusal}`);
}

function switchValue(name: string, value: string): string {
  if (TRUE.includes(value)) return 'true';
  if (FALSE.includes(value)) return 'false';
  const reason = `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
  throw usageError(`invalid boolean value ${JSON.stringify(value)} for option ${name}: ${reason}`);
}
