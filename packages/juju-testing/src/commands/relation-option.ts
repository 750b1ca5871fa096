import type { HookRun } from '../hook/hook-run.js';
import { usageError } from '../model/juju-failure.js';
import type { RelationState } from '../model/state.js';
import type { OptionDefinition } from './arguments.js';
import type { CommandCall } from './command.js';

/** `-r`: a number, or `endpoint:number` of which Juju takes the number. */
export const RELATION: OptionDefinition = { names: ['r', 'relation'], kind: 'value' };

/** Go's `int`, which is what Juju takes for the number. */
const MAX_INT = 2n ** 63n - 1n;

/** Why Juju does not take this value of `-r`, which it checks while it parses; null if it does. */
export function relationRefusal(run: HookRun, value: string): string | null {
  const number = relationNumber(value);
  if (number === null) return 'invalid relation id';
  return run.relation(number) === null ? 'relation not found' : null;
}

function relationNumber(value: string): number | null {
  const digits = value.slice(value.lastIndexOf(':') + 1);
  if (!/^[-+]?\d+$/.test(digits) || BigInt(digits.replace(/^[-+]/, '')) > MAX_INT) return null;
  return Number(digits);
}

/** The relation of `-r`, or the hook's own. */
export function relationOf({ run, options }: CommandCall): RelationState {
  const option = options.get('r');
  const number = option === undefined ? run.hookRelation?.number : relationNumber(option);
  const relation = number === undefined || number === null ? null : run.relation(number);
  if (relation === null) throw usageError('no relation id specified');
  return relation;
}
