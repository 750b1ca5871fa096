import { nearest } from '@k8s-backup-target/schema/internal';
import { CannotRunError } from '../command/errors.js';
import type { TargetView } from './target-view.js';

/**
 * The views of the applications that are named; all where none is.
 *
 * @throws CannotRunError `not-found` for an application that is not related.
 */
export function namedViews(
  views: readonly TargetView[],
  names: readonly string[],
): readonly TargetView[] {
  if (names.length === 0) return views;
  const known = views.flatMap(({ app }) => app ?? []);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return views.filter(({ app }) => app !== null && names.includes(app));
  const near = nearest(unknown, known);
  const hint = near === undefined ? 'kbt targets lists those that are' : `did you mean ${near}?`;
  throw new CannotRunError('not-found', `${unknown} is not related for backups: ${hint}`);
}
