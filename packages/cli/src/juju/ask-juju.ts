import type { Options } from '../command/command.js';
import { isCannotRunError } from '../command/errors.js';
import type { Io } from '../command/io.js';
import { shapeSources } from '../input/read-inputs.js';
import type { ShapedInput } from '../input/shape.js';
import { type JujuClient, jujuClient } from './client.js';
import { readUnits, type Unit } from './show-unit.js';
import { targetRelations } from './target-endpoints.js';

/** Questions to Juju's client beyond the unit itself. */
export interface Question {
  /** The applications whose options are wanted, beside the unit's own. */
  readonly configOf: readonly string[];
  /** True to ask for the receivers too, to which the unit forwards. */
  readonly withReceivers: boolean;
}

/**
 * Asks for the unit that `--unit` names: its relations, and what `show-unit` leaves out. Empty without
 * `--unit`.
 *
 * @throws CannotRunError `juju` when the unit cannot be asked for. What else cannot is left out: the
 * answers then say that it is missing.
 */
export async function askJuju(
  options: Options,
  io: Io,
  question: Question,
): Promise<readonly ShapedInput[]> {
  const { unit: name, model } = options;
  if (typeof name !== 'string') return [];
  const client = jujuClient(io.env, typeof model === 'string' ? model : undefined);
  const inputs = await shapeSources([await client.show(['show-unit', name])]);
  const units = inputs.filter(({ shape }) => shape === 'show-unit').flatMap(readUnits);
  const related = units.flatMap((unit) => relatedApps(unit));
  const wanted = question.configOf.filter((app) => related.includes(app));
  const lines = [
    ['show-model'],
    ...[...new Set([...units.map(({ app }) => app), ...wanted])].map((app) => ['config', app]),
    ...(question.withReceivers ? units.flatMap(receivers).map((one) => ['show-unit', one]) : []),
  ];
  const more = await Promise.all(lines.map((line) => ifPossible(client, line)));
  return [...inputs, ...more.flat()];
}

function relatedApps(unit: Unit): string[] {
  return unit.relations.flatMap(({ remoteApp }) => (remoteApp === null ? [] : [remoteApp]));
}

/** One unit of each application that the unit is related to, but for those that publish targets. */
function receivers(unit: Unit): string[] {
  const targets = new Set(targetRelations(unit, undefined).map(({ id }) => id));
  return unit.relations
    .filter(({ id, isCrossModel }) => !targets.has(id) && !isCrossModel)
    .flatMap(({ relatedUnits }) => relatedUnits.slice(0, 1))
    .filter((name) => name.split('/')[0] !== unit.app);
}

/** An application of another model, or one that is being removed, cannot be asked for. */
async function ifPossible(client: JujuClient, line: readonly string[]): Promise<ShapedInput[]> {
  try {
    return await shapeSources([await client.show(line)]);
  } catch (error) {
    if (!isCannotRunError(error)) throw error;
    return [];
  }
}
