import { oneLine } from '@k8s-backup-target/schema/internal';
import { CLAUSES, RELATIONS } from '../generated/rules.js';
import type { PreviewRule, Relation } from '../rules.js';

/** The reason as a clause: `its namespace is excluded (/exclude_namespaces/0)`. */
export function becauseOf(rule: PreviewRule, paths: readonly string[]): string {
  const places = paths.length === 0 ? '' : ` (${paths.join(', ')})`;
  return `${clauseOf(rule)}${places}`;
}

function clauseOf(rule: PreviewRule): string {
  return isRelation(rule) ? 'a saved object refers to it' : CLAUSES[rule];
}

function isRelation(rule: PreviewRule): rule is Relation {
  return RELATIONS.has(rule);
}

/** `persistentvolumeclaims app/data is bound to persistentvolumes pv-1`. */
export function asks(asker: string, relation: Relation, asked: string): string {
  return `${nameOf(asker)} ${CLAUSES[relation]} ${nameOf(asked)}`;
}

/** `deployments.apps app/web` for the key `deployments.apps/app/web`; one line, whatever the key holds. */
export function nameOf(key: string): string {
  const [resource = '', namespace = '', ...name] = key.split('/');
  const place = namespace === '' ? name.join('/') : `${namespace}/${name.join('/')}`;
  return oneLine(`${resource} ${place}`);
}
