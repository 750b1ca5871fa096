import { appendPointer } from '@k8s-backup-target/schema/internal';
import { valueAt } from '../input/document.js';
import type { Unit, UnitRelation } from './show-unit.js';

/**
 * Sorts units by the Juju model that they are of, as far as their text tells: relations are numbered per model,
 * and each model may have an `integrator/0`. Units are of one model until they contradict each other.
 */
export function tellModelsApart(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const models: Unit[][] = [];
  for (const unit of units) {
    const same = models.find((model) => model.every((other) => agree(unit, other)));
    if (same === undefined) models.push([unit]);
    else if (!same.some(({ name }) => name === unit.name)) same.push(unit);
  }
  return models;
}

function agree(one: Unit, other: Unit): boolean {
  const [asked, alsoAsked] = [one, other].map(({ input }) => input.document.source.askedModel);
  if (asked !== undefined && alsoAsked !== undefined && asked !== alsoAsked) return false;
  if (one.name === other.name) return textOfUnit(one) === textOfUnit(other);
  return one.relations.every((relation) =>
    other.relations
      .filter(({ number }) => number !== undefined && number === relation.number)
      .every((theirs) =>
        one.app === other.app ? isSame(relation, theirs) : isOpposite(relation, theirs),
      ),
  );
}

function textOfUnit({ input, name }: Unit): string {
  const { document, pointer } = input;
  return JSON.stringify(valueAt(document.value, appendPointer(pointer, name)));
}

/** Two units of an application see its relations alike. */
function isSame(one: UnitRelation, other: UnitRelation): boolean {
  return (
    one.endpoint === other.endpoint &&
    one.relatedEndpoint === other.relatedEndpoint &&
    (one.remoteApp === null || other.remoteApp === null || one.remoteApp === other.remoteApp) &&
    JSON.stringify(one.databag) === JSON.stringify(other.databag)
  );
}

/** The units at both ends of a relation see each other's endpoint. */
function isOpposite(one: UnitRelation, other: UnitRelation): boolean {
  return one.endpoint === other.relatedEndpoint && one.relatedEndpoint === other.endpoint;
}
