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

/** The config without anything set. */
export function defaultConfig(charm: CharmMetadata | null): Record<string, ConfigValue | null> {
  const options = Object.entries(charm?.options ?? {});
  return record<ConfigValue | null>(
    Object.fromEntries(options.map(([name, option]) => [name, option.default])),
  );
}

/**
 * The config with other values; null resets an option.
 *
 * @throws Error for an option that the charm has not, or a value of another type
 */
export function changedConfig(
  charm: CharmMetadata | null,
  config: Values,
  changes: Values,
): Record<string, ConfigValue | null> {
  const changed = record<ConfigValue | null>(config);
  for (const [name, value] of Object.entries(changes)) {
    const option = charm === null ? undefined : optionNamed(charm, name);
    if (value !== null) {
      if (option !== undefined) checkType(name, option, value);
      changed[name] = value;
    } else if (option !== undefined) changed[name] = option.default;
    else delete changed[name];
  }
  return changed;
}

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
