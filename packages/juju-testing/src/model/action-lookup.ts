import type { ActionDefinition, CharmMetadata } from '../charm/charm-metadata.js';
import { parameterFaults } from '../charm/parameter-check.js';
import type { ActionRequest } from './hook-request.js';
import { type JujuRules, rulesOf } from './juju-rules.js';
import { applicationOf } from './names.js';
import type { SimulatorState } from './state.js';

/**
 * An action as Juju would run it: with the defaults of the parameters that are not given.
 *
 * @throws Error for an action that the charm does not have, or parameters that do not fit its schema
 */
export function findAction(
  state: SimulatorState,
  unit: string,
  action: string,
  parameters: Readonly<Record<string, unknown>>,
): ActionRequest {
  const application = state.applications[applicationOf(unit)];
  if (application === undefined || !(unit in application.units)) {
    throw new Error(`there is no unit ${unit}`);
  }
  const { charm } = application;
  if (charm === null) return { unit, action, parameters };
  const definition = definitionOf(charm, unit, action);
  // Juju judges what was given, before the defaults are added.
  checkParameters(definition, rulesOf(state.jujuVersion), parameters);
  return { unit, action, parameters: { ...definition.defaults, ...parameters } };
}

function definitionOf({ actions }: CharmMetadata, unit: string, action: string): ActionDefinition {
  const definition = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (definition !== undefined) return definition;
  const known = Object.keys(actions).join(', ') || 'none';
  throw new Error(`action "${action}" not defined on unit "${unit}"; its actions: ${known}`);
}

function checkParameters(
  { parameters: schema }: ActionDefinition,
  { allowsExtraParameters }: JujuRules,
  parameters: Readonly<Record<string, unknown>>,
): void {
  const { additionalProperties = allowsExtraParameters } = schema;
  const faults = parameterFaults({ ...schema, additionalProperties }, parameters);
  if (faults.length > 0) throw new Error(`validation failed: ${faults.join('\n')}`);
}
