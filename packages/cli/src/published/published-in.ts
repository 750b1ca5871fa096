import type { Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { Facts } from '../facts/facts.js';
import { textOf } from '../input/fields.js';
import { collectPublished } from './collect-published.js';
import type { Published } from './published.js';

/**
 * What was published, for a command that says what is missing: of an input that nobody publishes in, such as
 * Velero's objects alone, everything would be.
 *
 * @throws CannotRunError `usage` for an input without a unit, databag, provider data or entry.
 */
export function publishedIn(facts: Facts, options: Options, command: string): readonly Published[] {
  const published = collectPublished(facts, textOf(options['endpoint']));
  if (published.length > 0 || facts.units.length > 0) return published;
  throw new CannotRunError(
    'usage',
    `${command} needs the targets: name the requirer's unit with --unit, or give its juju show-unit`,
  );
}
