import { groupBy } from '../../collections/group-by.js';
import { CannotRunError, isCannotRunError } from '../../command/errors.js';
import { shell } from '../../output/shell.js';

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;

/** A right to list a type, which is missing. */
export interface Right {
  readonly context: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly resource: string;
  /** Undefined: in all namespaces. */
  readonly namespace: string | undefined;
}

/** A refusal of the API server: says which permission is missing. */
class ClusterRefusal extends CannotRunError {
  readonly status: number;
  readonly right: Right | undefined;

  constructor(status: number, message: string, right?: Right) {
    super('cluster', message);
    this.status = status;
    this.right = right;
  }
}

/** The right that a refusal says is missing; undefined for any other error. */
export function rightOf(error: unknown): Right | undefined {
  return isForbidden(error) && error instanceof ClusterRefusal ? error.right : undefined;
}

/** One refusal for several rights of one context. */
export function refusalOfAll(rights: readonly Right[]): CannotRunError {
  const [first] = rights;
  if (first === undefined) throw new RangeError('no right is missing');
  return new ClusterRefusal(FORBIDDEN, messageFor(first, rights), first);
}

/** The status of a refusal, whichever bundle its class is in; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  if (!isCannotRunError(error) || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}

/** True if the API server does not know what was asked for. */
export function isNotFound(error: unknown): boolean {
  return statusOf(error) === NOT_FOUND;
}

/** True if the user may not read it. */
export function isForbidden(error: unknown): boolean {
  return statusOf(error) === FORBIDDEN;
}

/** Explains an answer other than 200, and what to do about it. */
export function refusal(status: number, path: string, context: string): ClusterRefusal {
  if (status === UNAUTHORIZED) {
    const message = `the credentials of context ${context} are not accepted: log in again`;
    return new ClusterRefusal(status, message);
  }
  if (status === FORBIDDEN) return forbidden(path, context);
  if (status === NOT_FOUND) return new ClusterRefusal(status, `there is no ${path} in ${context}`);
  return new ClusterRefusal(status, `${context} answered ${path} with status ${status}`);
}

const RESOURCE =
  /^\/(?:api\/v1|apis\/([^/]+)\/[^/]+)\/(?:namespaces\/([^/]+)\/)?([^/?]+)(?:\/([^/?]+))?(?:\?|$)/;

function forbidden(path: string, context: string): ClusterRefusal {
  const match = RESOURCE.exec(path);
  if (match === null) {
    const check = shell`kubectl auth can-i get ${path} --context ${context}`;
    const message = `context ${context} may not get ${path}, which the ClusterRole system:discovery grants; check it with ${check}`;
    return new ClusterRefusal(FORBIDDEN, message);
  }
  const [, group = '', namespace, resource = ''] = match;
  const right: Right = { context, group, resource, namespace };
  return new ClusterRefusal(FORBIDDEN, messageFor(right, [right]), right);
}

function messageFor({ context, namespace }: Right, rights: readonly Right[]): string {
  const types = rights.map(typeOf).join(', ');
  const groups = [...groupBy(rights, ({ group }) => group)].map(
    ([group, inside]) =>
      `on ${inside.map(({ resource }) => resource).join(', ')} in API group "${group}"`,
  );
  const where = namespace === undefined ? '-A' : shell`-n ${namespace}`;
  const check = shell`kubectl auth can-i list ${typeOf(rights[0])} --context ${context}`;
  return `context ${context} may not list ${types}: it needs the verb list ${groups.join(' and ')}; check it with ${check} ${where}; kbt rbac prints a role that grants it`;
}

function typeOf(right: Right | undefined): string {
  if (right === undefined) return '';
  return right.group === '' ? right.resource : `${right.resource}.${right.group}`;
}
