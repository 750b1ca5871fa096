import type { Facts } from '../facts/facts.js';
import { type Fields, fieldsOf } from '../input/fields.js';
import type { Unit, UnitRelation } from '../juju/show-unit.js';
import { isForwarded, parsedText, providerRelations } from '../juju/target-endpoints.js';
import type { TargetView } from '../published/target-view.js';

/** What a backup operator has received from an integrator. */
export interface Received {
  /** The unit at the other end. */
  readonly receiver: string;
  readonly databag: Readonly<Record<string, string>>;
}

/** The databags that other units of the input have received from the requirer's application. */
export function receivedFrom(
  { app, origin, relations }: Unit,
  { units }: Facts,
): readonly Received[] {
  const seen = units
    .filter((unit) => unit.app !== app && unit.origin.label === origin.label)
    .flatMap((receiver) =>
      receiver.relations
        .filter((relation) => !providerRelations(receiver).includes(relation))
        .filter((relation) => comesFrom(relation, app))
        .map(({ databag }) => ({ receiver: receiver.name, databag })),
    );
  if (seen.length > 0) return seen;
  // On Juju 4 the unit shows what it has sent.
  return relations.flatMap(({ ownDatabag: databag, relatedUnits, id }) =>
    databag !== undefined && isForwarded(databag)
      ? [{ receiver: relatedUnits[0] ?? id, databag }]
      : [],
  );
}

/** True if a databag of `velero_backup_config` holds the target. */
export function isOfTarget(
  databag: Readonly<Record<string, string>>,
  { target }: TargetView,
): boolean {
  return (
    target !== null &&
    isForwarded(databag) &&
    databag['app'] === target.app &&
    databag['relation_name'] === target.relation_name &&
    databag['model'] === target.model
  );
}

/**
 * The spec by which velero-operator makes the Schedule of a target, with the schedule in it: its charm handed it on
 * itself, or an integrator did. Undefined where the integrator makes the Schedule, or the input does not show it.
 */
export function handedOn(view: TargetView, facts: Facts): Fields | undefined {
  const { related, databag, isBackupConfig } = view.published;
  if (related === null) return undefined;
  if (isBackupConfig) return specIn(databag);
  const config = facts.configs.find(({ app }) => app === related.unit.app);
  if (config?.values['forward-to'] === 'kubernetes') return undefined;
  const found = receivedFrom(related.unit, facts).find((one) => isOfTarget(one.databag, view));
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
