import { CannotRunError, isCannotRunError } from '../../command/errors.js';
import { shell } from '../../output/shell.js';

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;

/** A refusal of the API server: says which permission is missing. */
class ClusterRefusal extends CannotRunError {
  readonly status: number;

  constructor(status: number, message: string) {
    super('cluster', message);
    this.status = status;
  }
}

/** The status of a refusal, whichever bundle its class stands in; undefined for any other error. */
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
  if (status === FORBIDDEN) return new ClusterRefusal(status, forbidden(path, context));
  if (status === NOT_FOUND) return new ClusterRefusal(status, `there is no ${path} in ${context}`);
  return new ClusterRefusal(status, `${context} answered ${path} with status ${status}`);
}

const RESOURCE =
  /^\/(?:api\/v1|apis\/([^/]+)\/[^/]+)\/(?:namespaces\/([^/]+)\/)?([^/?]+)(?:\/([^/?]+))?(?:\?|$)/;

function forbidden(path: string, context: string): string {
  const match = RESOURCE.exec(path);
  if (match === null) {
    const check = shell`kubectl auth can-i get ${path} --context ${context}`;
    return `context ${context} may not get ${path}, which the ClusterRole system:discovery grants; check it with ${check}`;
  }
  const [, group, namespace, resource = '', name] = match;
  const type = group === undefined ? resource : `${resource}.${group}`;
  const verb = name === undefined ? 'list' : 'get';
  const where = namespace === undefined ? '-A' : shell`-n ${namespace}`;
  const permission = `verb ${verb} on ${resource} in API group "${group ?? ''}"`;
  const check = shell`kubectl auth can-i ${verb} ${type}`;
  return `context ${context} may not ${verb} ${type}: it needs the ${permission}; check it with ${check} ${where} ${shell`--context ${context}`}`;
}
