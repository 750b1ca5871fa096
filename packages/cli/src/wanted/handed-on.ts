import type { Facts } from '../facts/facts.js';
import { type Fields, fieldsOf } from '../input/fields.js';
import { configOf } from '../juju/config.js';
import type { Unit, UnitRelation } from '../juju/show-unit.js';
import { isForwarded, parsedText, providerRelations } from '../juju/target-endpoints.js';
import type { TargetView } from '../published/target-view.js';

/** What a backup operator has received from an integrator. */
export interface Received {
  /** The unit at the other end. */
  readonly receiver: string;
  readonly databag: Readonly<Record<string, string>>;
}

/** What was received from a requirer's application, to be asked once for each of its targets. */
export interface ReceivedIndex {
  readonly all: readonly Received[];
  /** By the keys of `velero_backup_config` that name a target. */
  readonly byTarget: ReadonlyMap<string, Received>;
}

const KNOWN = new WeakMap<Facts, Map<Unit, ReceivedIndex>>();

/** The databags that other units of the input have received from the requirer's application. */
export function receivedFrom(unit: Unit, facts: Facts): ReceivedIndex {
  const ofFacts = KNOWN.get(facts) ?? new Map<Unit, ReceivedIndex>();
  KNOWN.set(facts, ofFacts);
  const known = ofFacts.get(unit) ?? indexed(allReceivedFrom(unit, facts));
  ofFacts.set(unit, known);
  return known;
}

function indexed(all: readonly Received[]): ReceivedIndex {
  const forwarded = all.filter(({ databag }) => isForwarded(databag));
  const keyed = forwarded.map((one): [string, Received] => {
    const { app, relation_name: endpoint, model } = one.databag;
    return [keyOf(app, endpoint, model), one];
  });
  // The first counts.
  return { all, byTarget: new Map(keyed.reverse()) };
}

function keyOf(...names: readonly unknown[]): string {
  return JSON.stringify(names);
}

function allReceivedFrom({ app, origin, relations }: Unit, { units }: Facts): readonly Received[] {
  const seen = units
    .filter((unit) => unit.app !== app && unit.origin.label === origin.label)
    .flatMap((receiver) => {
      const provided = new Set(providerRelations(receiver));
      return receiver.relations
        .filter((relation) => !provided.has(relation) && comesFrom(relation, app))
        .map(({ databag }) => ({ receiver: receiver.name, databag }));
    });
  if (seen.length > 0) return seen;
  // On Juju 4 the unit shows what it has sent.
  return relations.flatMap(({ ownDatabag: databag, relatedUnits, id }) =>
    databag !== undefined && isForwarded(databag)
      ? [{ receiver: relatedUnits[0] ?? id, databag }]
      : [],
  );
}

/** The databag of `velero_backup_config` that holds the target; undefined where none was received. */
export function receivedFor({ target }: TargetView, index: ReceivedIndex): Received | undefined {
  if (target === null) return undefined;
  return index.byTarget.get(keyOf(target.app, target.relation_name, target.model));
}

/**
 * The spec by which velero-operator makes the Schedule of a target, with the schedule in it: its charm handed it on
 * itself, or an integrator did. Undefined where the integrator makes the Schedule, or the input does not show it.
 */
export function handedOn(view: TargetView, facts: Facts): Fields | undefined {
  const { related, databag, isBackupConfig } = view.published;
  if (related === null) return undefined;
  if (isBackupConfig) return specIn(databag);
  const config = configOf(facts.configs, related.unit.app, related.unit);
  if (config?.values['forward-to'] === 'kubernetes') return undefined;
  const found = receivedFor(view, receivedFrom(related.unit, facts));
  return found === undefined ? undefined : specIn(found.databag);
}

/** The spec in a databag of `velero_backup_config`. */
export function specIn(databag: Readonly<Record<string, string>>): Fields {
  return fieldsOf(parsedText(databag['spec']));
}

function comesFrom({ remoteApp, databag, isKnown }: UnitRelation, app: string): boolean {
  return (
    isKnown && remoteApp === app && (isForwarded(databag) || Object.keys(databag).length === 0)
  );
}
