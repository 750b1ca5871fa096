import type { RequirerPort } from './port.js';

/** Juju runs these only in a unit that stays. */
const RUNS_IN_UNITS_THAT_STAY = /-relation-(created|joined|changed)$/;

/**
 * Tells whether this unit is being removed, or may be.
 *
 * A unit that is being removed runs relation-departed and relation-broken for relations that live on for the
 * other units, and no longer lists them afterwards: to it, every application seems to have gone. In
 * relation-departed Juju names the unit that departs. Where the other application has no units, only
 * relation-broken comes, which names no unit: then `goal-state` tells. Where that does not tell either, a
 * relation-broken is taken for that of a unit that goes, and a later hook does what is due.
 */
export async function isLeaving(juju: RequirerPort): Promise<boolean> {
  const { hook, relation, unit } = juju.context;
  if (RUNS_IN_UNITS_THAT_STAY.test(hook)) return false;
  if (relation?.departingUnit === unit) return true;
  return (await juju.isUnitLeaving()) ?? hook.endsWith('-relation-broken');
}
