import type { CoveredObject } from '@k8s-backup-target/preview';
import { nearest } from '@k8s-backup-target/schema/internal';
import { CannotRunError } from '../command/errors.js';

/** Kubernetes makes what is in these anew. */
const SYSTEM = ['kube-node-lease', 'kube-public', 'kube-system'];

/** The objects that a coverage is about, and the namespaces of the cluster that it leaves out. */
export interface Chosen {
  readonly shown: readonly CoveredObject[];
  readonly omitted: readonly string[];
}

/**
 * What is in namespaces: in those that are named, else in all but those of Kubernetes and Velero.
 *
 * @throws CannotRunError `not-found` for a namespace that the cluster lacks.
 */
export function chooseObjects(
  objects: readonly CoveredObject[],
  named: readonly string[],
  veleroNamespace: string,
): Chosen {
  const existing = new Set(
    objects.flatMap(({ resource, name }) => (resource === 'namespaces' ? [name] : [])),
  );
  for (const name of named) if (!existing.has(name)) throw missing(name, [...existing]);
  const wanted = new Set(named);
  const left = new Set([...SYSTEM, veleroNamespace]);
  const isShown = (namespace: string) =>
    namespace !== '' && (wanted.size > 0 ? wanted.has(namespace) : !left.has(namespace));
  return {
    shown: objects.filter(({ namespace }) => isShown(namespace)),
    omitted: wanted.size > 0 ? [] : [...left].filter((name) => existing.has(name)).sort(),
  };
}

function missing(name: string, existing: readonly string[]): CannotRunError {
  const near = nearest(name, existing);
  const hint = near === undefined ? '' : `: did you mean ${near}?`;
  return new CannotRunError('not-found', `the cluster has no namespace ${name}${hint}`);
}
