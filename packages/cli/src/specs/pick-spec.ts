import { nearest } from '@k8s-backup-target/schema/internal';
import { CannotRunError } from '../command/errors.js';
import type { FoundSpec } from './find-specs.js';

/**
 * The one spec that is meant: the only one, or the one of `--app`.
 *
 * @throws CannotRunError `not-found` where there is none of that name, `usage` where there are several.
 */
export function pickSpec(found: readonly FoundSpec[], app: string | undefined): FoundSpec {
  const names = found.map(({ name }) => name);
  const meant =
    app === undefined ? found : found.filter((one) => one.name === app || one.app === app);
  const [first, second] = meant;
  if (first === undefined) throw new CannotRunError('not-found', missing(app, names));
  if (second === undefined) return first;
  throw new CannotRunError(
    'usage',
    `there are ${meant.length} specs: name one with --app, of ${names.slice(0, 10).join(', ')}`,
  );
}

function missing(app: string | undefined, names: readonly string[]): string {
  if (app === undefined) return 'there is no accepted target and no spec in the input';
  const near = nearest(app, names);
  const hint =
    near === undefined ? `it has ${names.join(', ') || 'none'}` : `did you mean ${near}?`;
  return `the input has no accepted target of ${app}: ${hint}`;
}
