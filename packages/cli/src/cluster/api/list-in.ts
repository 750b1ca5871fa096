import { CannotRunError } from '../../command/errors.js';
import type { Fields } from '../../input/fields.js';

/**
 * The list that a field of an answer holds. Go writes an empty one as null, so null is one in an object
 * of a kind that ends with `List`; anything else is not an answer from Kubernetes, and never an empty cluster.
 *
 * @throws CannotRunError `cluster` where the field holds no list.
 */
export function listIn(answer: Fields, field: string, path: string): readonly unknown[] {
  const { [field]: list, kind } = answer;
  if (Array.isArray(list)) return list;
  if (list === null && typeof kind === 'string' && kind.endsWith('List')) return [];
  throw new CannotRunError(
    'cluster',
    `the answer to ${path} has no list of ${field}: is this a Kubernetes API?`,
  );
}
