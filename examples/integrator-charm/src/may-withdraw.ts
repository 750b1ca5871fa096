import type { HookContext } from '@k8s-backup-target/juju';

/**
 * Checks whether this hook may delete or withdraw what no application asks for any more.
 *
 * A unit that is being removed also runs relation-broken, though the relation lives on for the other units,
 * and its environment does not tell the two apart. So no relation-broken withdraws anything, nor the
 * relation-departed in which this unit itself departs: the next hook does what is due, in this unit or, if
 * it goes, in the next leader.
 */
export function mayWithdraw({ hook, relation, unit }: HookContext): boolean {
  if (relation === null) return true;
  return !hook.endsWith('-relation-broken') && relation.departingUnit !== unit;
}
