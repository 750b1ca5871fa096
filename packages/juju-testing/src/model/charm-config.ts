/** A charm's config: the values that were set, and the defaults of the rest. */
import type { ConfigValue } from '@k8s-backup-target/juju';
import type { CharmMetadata, OptionDefinition } from '../charm/charm-metadata.js';
import { record } from './state.js';

type Values = Readonly<Record<string, ConfigValue | null>>;

const TYPES: Readonly<Record<string, (value: ConfigValue) => boolean>> = {
  string: (value) => typeof value === 'string',
  int: (value) => Number.isInteger(value),
  float: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  secret: (value) => typeof value === 'string',
};

/** Every option with the value that was set or its default; null for one without either. */
export function configOf({ charm, settings }: Configured): Record<string, ConfigValue | null> {
  const defaults = Object.entries(charm?.options ?? {}).map(([name, option]) => [
    name,
    option.default,
  ]);
  return record<ConfigValue | null>({ ...Object.fromEntries(defaults), ...settings });
}

/** What an application's config follows from. */
export interface Configured {
  /** Null where nothing is known of the charm's options: then each that is set is one. */
  readonly charm: CharmMetadata | null;
  /** The values that were set, also where they equal a default. */
  readonly settings: Values;
}

/**
 * The settings with other values; null resets an option.
 *
 * @throws Error for an option that the charm has not, or a value of another type
 */
export function changedSettings({ charm, settings }: Configured, changes: Values): Values {
  const changed = record<ConfigValue | null>(settings);
  for (const [name, value] of Object.entries(changes)) {
    const option = charm === null ? undefined : optionNamed(charm, name);
    if (value === null) delete changed[name];
    else {
      if (option !== undefined) checkType(name, option, value);
      changed[name] = value;
    }
  }
  return changed;
}

/** The settings after a refresh: what the new charm has no option for, or of another type, is dropped. */
export function refreshedSettings(
  { charm: before, settings }: Configured,
  charm: CharmMetadata | null,
): Values {
  if (charm === null) return settings;
  const kept = Object.entries(settings).flatMap(([name, value]): [string, ConfigValue][] => {
    const option = Object.hasOwn(charm.options, name) ? charm.options[name] : undefined;
    if (option === undefined || value === null) return [];
    const fitting = asType(value, option.type, before?.options[name]?.type);
    return fitting === undefined ? [] : [[name, fitting]];
  });
  return record(Object.fromEntries(kept));
}

/** A stored value as one of another type, where Juju takes it for one: only a text may change. */
function asType(
  value: ConfigValue,
  type: string,
  before: string | undefined,
): ConfigValue | undefined {
  if (typeof value === 'string') return textAs(value, type);
  if (typeof value === 'boolean') return type === 'boolean' ? value : undefined;
  const stored = before ?? (Number.isInteger(value) ? 'int' : 'float');
  return stored === type ? value : undefined;
}

function textAs(text: string, type: string): ConfigValue | undefined {
  if (type === 'string' || type === 'secret') return text;
  if (type === 'int') return /^[+-]?(?:0|[1-9]\d*)$/.test(text) ? Number(text) : undefined;
  return type === 'boolean' ? BOOLEANS.get(text) : undefined;
}

/** The texts that Go reads as a boolean. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
]);

function optionNamed(charm: CharmMetadata, name: string): OptionDefinition {
  const option = Object.hasOwn(charm.options, name) ? charm.options[name] : undefined;
  if (option !== undefined) return option;
  const known = Object.keys(charm.options).join(', ') || 'none';
  throw new Error(`unknown option ${JSON.stringify(name)}; the charm's options: ${known}`);
}

function checkType(name: string, { type }: OptionDefinition, value: ConfigValue): void {
  if (TYPES[type]?.(value) === true) return;
  throw new Error(`option "${name}" expected ${type}, got ${JSON.stringify(value)}`);
}
