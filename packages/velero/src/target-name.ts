import { HASH_LENGTH, identityHash } from './identity-hash.js';
import type { Target } from './target.js';

/**
 * The longest name of a Schedule: 63, the longest label value, less the 15 characters of
 * `-YYYYMMDDhhmmss` that Velero appends for the Backups it makes of it.
 */
const MAX_SCHEDULE_NAME = 48;

const MAX_READABLE = MAX_SCHEDULE_NAME - HASH_LENGTH - 1;

/**
 * The name of a target's Schedule and Backup: what can be kept of the application's name, and a hash
 * over the exact model, application and endpoint. The same target always gets the same name and two
 * targets never share one, whatever their spelling. A DNS-1123 label of at most 48 characters.
 */
export function targetName({ model, app, relation_name }: NamedTarget): string {
  // JSON keeps ["a", "b"] apart from ["ab"], and turns a lone surrogate into ASCII.
  const hash = identityHash(JSON.stringify([model, app, relation_name]));
  const readable = readablePart(app);
  return readable === '' ? hash : `${readable}-${hash}`;
}

type NamedTarget = Pick<Target, 'model' | 'app' | 'relation_name'>;

function readablePart(app: string): string {
  return app
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, MAX_READABLE)
    .replace(/-$/, '');
}
