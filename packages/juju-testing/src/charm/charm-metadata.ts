// Room: The files of a charm: metadata, config, actions. May import no other room.
/** A charm's metadata, as far as Juju enforces it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigValue } from '@k8s-backup-target/juju';
import { parse } from 'yaml';
import { isMapping, type Mapping, mapping } from './mapping.js';
import type { ParameterSchema } from './parameter-check.js';

export type EndpointRole = 'provides' | 'requires' | 'peers';

export interface EndpointDefinition {
  readonly role: EndpointRole;
  readonly interface: string;
}

export interface OptionDefinition {
  /** `string`, `int`, `float`, `boolean` or `secret`. */
  readonly type: string;
  readonly default: ConfigValue | null;
}

export interface ActionDefinition {
  readonly defaults: Readonly<Record<string, unknown>>;
  /** `additionalProperties` is as the charm says; Juju's default depends on its version. */
  readonly parameters: ParameterSchema;
}

/** Endpoints, config options and actions by their names. */
export interface CharmMetadata {
  readonly endpoints: Readonly<Record<string, EndpointDefinition>>;
  readonly options: Readonly<Record<string, OptionDefinition>>;
  readonly actions: Readonly<Record<string, ActionDefinition>>;
}

const ROLES: readonly EndpointRole[] = ['provides', 'requires', 'peers'];

/**
 * Reads charmcraft.yaml or, as in a packed charm, metadata.yaml, config.yaml and actions.yaml. Null
 * for a folder with neither charmcraft.yaml nor metadata.yaml: nothing is known of such a charm.
 *
 * @throws Error if there is no such folder, or a file in it is not a YAML mapping
 */
export function readCharmMetadata(charmDir: string): CharmMetadata | null {
  if (!existsSync(charmDir)) throw new Error(`there is no charm folder ${charmDir}`);
  if (!statSync(charmDir).isDirectory()) throw new Error(`${charmDir} is not a charm folder`);
  const charmcraft = readMapping(charmDir, 'charmcraft.yaml');
  const metadata = readMapping(charmDir, 'metadata.yaml') ?? charmcraft;
  if (metadata === null) return null;
  const config = readMapping(charmDir, 'config.yaml') ?? mapping(charmcraft?.['config']);
  const actions = readMapping(charmDir, 'actions.yaml') ?? mapping(charmcraft?.['actions']);
  return {
    endpoints: Object.fromEntries(ROLES.flatMap((role) => endpointsOf(role, metadata))),
    options: mapValues(mapping(config['options']), optionOf),
    actions: mapValues(actions, actionOf),
  };
}

function readMapping(charmDir: string, name: string): Mapping | null {
  const path = join(charmDir, name);
  if (!existsSync(path)) return null;
  const value: unknown = parseFile(path);
  if (value === null) return {};
  if (isMapping(value)) return value;
  throw new Error(`${path} is not a YAML mapping`);
}

function parseFile(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} cannot be read as YAML: ${reason}`, { cause: error });
  }
}

function endpointsOf(role: EndpointRole, metadata: Mapping): [string, EndpointDefinition][] {
  return Object.entries(mapping(metadata[role])).map(([name, endpoint]) => {
    const named = mapping(endpoint)['interface'];
    return [name, { role, interface: typeof named === 'string' ? named : String(endpoint) }];
  });
}

function optionOf(option: unknown): OptionDefinition {
  const { type, default: value } = mapping(option);
  const isSet = ['string', 'number', 'boolean'].includes(typeof value);
  return { type: String(type), default: isSet ? (value as ConfigValue) : null };
}

function actionOf(action: unknown): ActionDefinition {
  const { params, required, additionalProperties } = mapping(action);
  const defaults = Object.entries(mapping(params)).flatMap(([name, parameter]) => {
    const { default: value } = mapping(parameter);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    defaults: Object.fromEntries(defaults),
    parameters: { type: 'object', properties: mapping(params), required, additionalProperties },
  };
}

function mapValues<T>(values: Mapping, convert: (value: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, convert(value)]));
}
