import type { Decision } from '@k8s-backup-target/preview';
import { nearest } from '@k8s-backup-target/schema/internal';
import type { Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import { listOf } from '../input/fields.js';

/**
 * The objects that the command line asks for: of `--in` some namespaces, of `--saved` and `--left-out` one part.
 *
 * @throws CannotRunError `not-found` for a namespace that holds nothing.
 */
export function chooseDecisions(
  decisions: readonly Decision[],
  options: Options,
): readonly Decision[] {
  const wanted = new Set(listOf(options['in']).map(String));
  if (wanted.size > 0) requireNamespaces(wanted, decisions);
  const both = options['saved'] === options['leftOut'];
  return decisions.filter(
    ({ namespace, included }) =>
      (wanted.size === 0 || wanted.has(namespace)) &&
      (both || included === (options['saved'] === true)),
  );
}

function requireNamespaces(wanted: ReadonlySet<string>, decisions: readonly Decision[]): void {
  const existing = new Set(decisions.map(({ namespace }) => namespace));
  const missing = [...wanted].find((name) => !existing.has(name));
  if (missing === undefined) return;
  const near = nearest(
    missing,
    [...existing].filter((name) => name !== ''),
  );
  const hint = near === undefined ? '' : `: did you mean ${near}?`;
  throw new CannotRunError('not-found', `nothing is in the namespace ${missing}${hint}`);
}
