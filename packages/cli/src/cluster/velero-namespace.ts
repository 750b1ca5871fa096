import type { Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import { fieldsOf, textOf } from '../input/fields.js';
import type { ClusterApi } from './api/cluster-api.js';
import { listAll } from './api/list.js';
import { isForbidden, isNotFound } from './api/refusal.js';

/** Where Velero's own installer puts it. */
const USUAL = 'velero';

/** The namespace that the command line names, or else the usual one: Velero reads its objects in its own only. */
export function veleroNamespace(options: Options): string {
  return textOf(options['veleroNamespace']) ?? USUAL;
}

/**
 * Reads from Velero's namespace. Where none is named and the usual one is empty, it is the one that has storage locations:
 * velero-operator may have put Velero into that of its model.
 *
 * @param isEmpty true of a result that shows no Velero.
 * @throws CannotRunError `usage` where Velero is in several other namespaces.
 */
export async function inVelerosNamespace<Result>(
  api: ClusterApi,
  options: Options,
  read: (namespace: string) => Promise<Result>,
  isEmpty: (result: Result) => boolean,
): Promise<Result> {
  const found = await read(veleroNamespace(options));
  if (options['veleroNamespace'] !== undefined || !isEmpty(found)) return found;
  const [other, ...others] = await namespacesWithVelero(api);
  if (other === undefined) return found;
  if (others.length === 0) return read(other);
  const names = [other, ...others].join(', ');
  throw new CannotRunError(
    'usage',
    `Velero is in the namespaces ${names} of ${api.context}: name one with -n`,
  );
}

/** Empty also for a user who may not look: the answers then say what the usual namespace lacks. */
async function namespacesWithVelero(api: ClusterApi): Promise<readonly string[]> {
  try {
    const found = await listAll(api, '/apis/velero.io/v1/backupstoragelocations');
    const names = found.flatMap(
      (one) => textOf(fieldsOf(fieldsOf(one)['metadata'])['namespace']) ?? [],
    );
    return [...new Set(names)].sort();
  } catch (error) {
    if (!isForbidden(error) && !isNotFound(error)) throw error;
    return [];
  }
}
