import type { Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { Facts } from '../facts/facts.js';
import { textOf } from '../input/fields.js';
import type { JujuStatus } from '../juju/status.js';
import { isRequirerEndpoint, providerRelations } from '../juju/target-endpoints.js';
import { shell } from '../output/shell.js';
import { collectPublished } from './collect-published.js';
import type { Published } from './published.js';

/**
 * What was published, for a command that says what is missing: of an input in which nothing is published, such as
 * Velero's objects alone, everything would be.
 *
 * @throws CannotRunError `usage` for an input without a unit, databag, provider data or entry.
 */
export function publishedIn(facts: Facts, options: Options, command: string): readonly Published[] {
  const published = collectPublished(facts, textOf(options['endpoint']));
  if (published.length > 0) return published;
  throwIfElsewhere(facts, command);
  if (facts.units.length > 0) return published;
  throw new CannotRunError(
    'usage',
    `${command} needs the targets: name the requirer's unit with --unit, or give its juju show-unit`,
  );
}

/** What was given may tell where the targets are, though it does not hold them. */
function throwIfElsewhere({ units, statuses }: Facts, command: string): void {
  for (const unit of units) {
    const [relation] = providerRelations(unit);
    if (relation === undefined) continue;
    const requirer = relation.relatedUnits[0];
    const ask =
      requirer === undefined ? "name the requirer's unit with --unit" : askUnit(command, requirer);
    throw new CannotRunError(
      'usage',
      `${unit.name} is the provider of ${relation.id}: its show-unit does not hold what ${unit.app} has published; ${ask}`,
    );
  }
  if (statuses.length === 0 || units.length > 0) return;
  throw new CannotRunError(
    'usage',
    `juju status does not show what applications have published: ${askInstead(statuses)} does`,
  );
}

const INTERFACES: readonly string[] = ['k8s_backup_target', 'velero_backup_config'];

/** The requirer's unit shows it; from Juju 4 on, or where none is told from a provider, units of both ends do. */
function askInstead(statuses: readonly JujuStatus[]): string {
  const relations = statuses
    .flatMap((status) => status.relations)
    .filter(({ interfaceName }) => INTERFACES.includes(interfaceName));
  const requirers = relations.filter(({ endpoint }) => isRequirerEndpoint(endpoint));
  const isOld = statuses.every(({ version }) => Number(/^\d+/.exec(version ?? '')?.[0]) < 4);
  const asked = isOld && requirers.length > 0 ? requirers : relations;
  const names = [...new Set(asked.map(({ units, app }) => units[0] ?? `${app}/0`))];
  if (names.length === 0) return "juju show-unit of the requirer's unit";
  return ['juju show-unit', ...names.slice(0, 10).map((name) => shell`${name}`)].join(' ');
}

function askUnit(command: string, unit: string): string {
  return `ask a unit of ${unit.split('/')[0] ?? unit}: ${shell`kbt ${command} --unit ${unit}`}`;
}
