import type { CharmMetadata } from '../charm/charm-metadata.js';
import type { ActionRequest } from './hook-request.js';
import { applicationOf } from './names.js';
import type { SimulatorState } from './state.js';

/**
 * An action as Juju would run it: with the defaults of the parameters that are not given.
 *
 * @throws Error for an action that the charm has not, or without a parameter that it requires
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
  const all = charm === null ? parameters : completed(charm, unit, action, parameters);
  return { unit, action, parameters: all };
}

function completed(
  { actions }: CharmMetadata,
  unit: string,
  action: string,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const definition = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (definition === undefined) {
    const known = Object.keys(actions).join(', ') || 'none';
    throw new Error(`action "${action}" not defined on unit "${unit}"; its actions: ${known}`);
  }
  const all = { ...definition.defaults, ...parameters };
  const missing = definition.required.filter((name) => !Object.hasOwn(all, name));
  if (missing.length === 0) return all;
  throw new Error(`action "${action}" requires the parameters ${missing.join(', ')}`);
}
