import type { OptionDefinition } from '../arguments.js';
import { usageError } from '../juju-failure.js';
import type { RelationState } from '../state.js';
import type { CommandCall } from './command.js';

/** `-r`: a number, or `endpoint:number` of which Juju takes the number. */
export const RELATION: OptionDefinition = {
  names: ['r', 'relation'],
  kind: 'value',
  check: (value) => (relationNumber(value) === null ? 'invalid relation id' : null),
};

function relationNumber(value: string): number | null {
  const digits = value.slice(value.lastIndexOf(':') + 1);
  return /^\d+$/.test(digits) ? Number(digits) : null;
}

/** The relation of `-r`, or the hook's own. */
export function relationOf(call: CommandCall): RelationState {
  const option = call.options.get('r');
  const number =
    option === undefined ? call.run.hookRelation?.number : (relationNumber(option) ?? undefined);
  if (number === undefined) throw usageError('no relation id specified');
  const relation = call.run.relation(number);
  if (relation !== null) return relation;
  const value = JSON.stringify(option ?? String(number));
  throw usageError(`invalid value ${value} for option -r: relation not found`);
}
