import { fieldsOf, listOf } from '../input/fields.js';
import type { Unit, UnitRelation } from './show-unit.js';
import { holdsTargets, isForwarded, parsedText, targetsKey } from './target-endpoints.js';

/**
 * The application whose databag `application-data` is.
 *
 * | side | |
 * |---|---|
 * | `other` | the one at the other end: Juju up to 3.6 |
 * | `own` | the unit's: Juju from 4.0 on |
 * | `unknown` | nothing tells: no databag is of this interface, and Juju's version was not given |
 */
export type Side = 'other' | 'own' | 'unknown';

/** The endpoint of velero-operator, whose databags an integrator writes. */
const RECEIVES = /^velero[-_]backups$/;

/** Tells from a unit's databags, or else from Juju's version, whose they are. */
export function sideOf(unit: Unit, version: string | undefined): Side {
  if (unit.relations.some((relation) => isWrittenBy(unit, relation))) return 'own';
  const { relations } = unit;
  if (relations.some(({ databag }) => holdsTargets(databag) || isForwarded(databag)))
    return 'other';
  const major = /^\d+/.exec(version ?? '')?.[0];
  if (major === undefined) return 'unknown';
  return Number(major) >= 4 ? 'own' : 'other';
}

/** True if a databag names the unit's own application, or is what only an integrator writes. */
function isWrittenBy({ app }: Unit, relation: UnitRelation): boolean {
  const { databag, endpoint, relatedEndpoint, remoteApp } = relation;
  if (isForwarded(databag))
    return RECEIVES.test(relatedEndpoint) && !RECEIVES.test(endpoint) && remoteApp !== app;
  const names = [databag, ...listOf(parsedText(databag[targetsKey(databag) ?? ''])).map(fieldsOf)];
  return (
    remoteApp !== app &&
    names.some((entry) => entry['app'] === app && entry['relation_name'] === endpoint)
  );
}

/**
 * Gives each relation the databag of the application at its other end. Where a unit shows its own, that is read from a
 * unit of the other application, if one is among `units`; else it is not known.
 *
 * @param units the units of one Juju model.
 * @param version Juju's version there; undefined where it was not given.
 */
export function orientUnits(units: readonly Unit[], version: string | undefined): readonly Unit[] {
  const sides = new Map(units.map((unit) => [unit, sideOf(unit, version)]));
  return units.map((unit) => {
    const side = sides.get(unit);
    if (side === 'other') return unit;
    return {
      ...unit,
      relations: unit.relations.map((relation) => {
        const ownDatabag = side === 'own' ? relation.databag : undefined;
        const [shown] = units
          .filter((other) => sides.get(other) === 'own')
          .flatMap((other) => isOtherEnd(unit, relation, other));
        return shown === undefined
          ? { ...relation, databag: {}, isKnown: false, ownDatabag }
          : { ...relation, ...shownBy(shown), remoteApp: shown.app, ownDatabag };
      }),
    };
  });
}

interface OtherEnd {
  readonly app: string;
  readonly relation: UnitRelation;
}

/** The same relation as the unit at its other end shows it; empty where that unit is of none of its ends. */
function isOtherEnd({ app }: Unit, relation: UnitRelation, other: Unit): readonly OtherEnd[] {
  const { number, endpoint, relatedEndpoint, remoteApp } = relation;
  if (number === undefined || other.app === app) return [];
  if (remoteApp !== null && remoteApp !== other.app) return [];
  return other.relations
    .filter(
      (theirs) =>
        theirs.number === number &&
        theirs.endpoint === relatedEndpoint &&
        theirs.relatedEndpoint === endpoint &&
        (theirs.remoteApp === null || theirs.remoteApp === app),
    )
    .map((theirs) => ({ app: other.app, relation: theirs }));
}

function shownBy({
  relation,
}: OtherEnd): Pick<UnitRelation, 'databag' | 'input' | 'pointer' | 'isKnown'> {
  const { databag, input, pointer } = relation;
  return { databag, input, pointer, isKnown: true };
}
