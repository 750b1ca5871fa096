/** Random objects, of few names, so what selects and what relates meets its object. */
import fc from 'fast-check';
import type { LabObject } from '../lab-object.js';
import type { Type } from './plain-types.js';
import { sometimes } from './sometimes.js';

type Labels = Readonly<Record<string, string>>;
type Placed = Pick<LabObject, 'namespace'>;

export const NAMESPACES = ['app', 'app-1', 'app-2', 'db', 'web', 'x', 'team-a'] as const;
export const NAMES = ['a', 'b', 'c'] as const;
export const CLAIMS = ['data', 'logs', 'cache'] as const;
export const VOLUMES = ['pv-1', 'pv-2', 'pv-3'] as const;
export const CLASSES = ['gold', 'silver'] as const;
export const ROLES = ['reader', 'writer'] as const;

/** Without the undefined members. */
function present(labels: Readonly<Record<string, string | undefined>>): Labels {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

export const labels: fc.Arbitrary<Labels> = fc
  .record({
    app: sometimes(60, fc.constantFrom('web', 'web', 'api', ''), undefined),
    tier: sometimes(30, fc.constantFrom('front', ''), undefined),
    'velero.io/exclude-from-backup': sometimes(
      12,
      fc.constantFrom('true', 'true', 'false', 'True'),
      undefined,
    ),
  })
  .map(present);

/** Labels of a claim, which may belong to a volume group. */
export const claimLabels: fc.Arbitrary<Labels> = fc
  .tuple(labels, sometimes(50, fc.constantFrom('group-1', 'group-2'), undefined))
  .map(([own, group]) => present({ ...own, 'velero.io/volume-group': group }));

/** Of the same volume group. */
export const grouped: fc.Arbitrary<Labels> = labels.map((own) => ({
  ...own,
  'velero.io/volume-group': 'group-1',
}));

/** Held by a finalizer. */
export const deletion = sometimes(
  8,
  fc.constant({ deletionTimestamp: '2026-01-01T00:00:00Z' }),
  {},
);

/** In one of these namespaces. */
export function namespaced(namespaces: readonly string[]): fc.Arbitrary<Placed> {
  return fc.constantFrom(...namespaces).map((namespace) => ({ namespace }));
}

/** Outside namespaces. */
export const anywhere: fc.Arbitrary<Placed> = fc.constant({ namespace: null });

/** An object with one of the names, and labels; it may be being deleted. */
export function object(
  type: fc.Arbitrary<Type>,
  names: readonly string[],
  placed: fc.Arbitrary<Placed>,
  details: fc.Arbitrary<Partial<LabObject>> = fc.constant({}),
  objectLabels: fc.Arbitrary<Labels> = labels,
): fc.Arbitrary<LabObject> {
  return fc
    .tuple(type, fc.constantFrom(...names), placed, objectLabels, details, deletion)
    .map(([described, name, { namespace }, own, more, deleted]) => ({
      ...described,
      name,
      namespace,
      namespaced: namespace !== null,
      labels: own,
      ...more,
      ...deleted,
    }));
}

export const core = (kind: string, resource: string): fc.Arbitrary<Type> =>
  fc.constant({ apiVersion: 'v1', kind, resource });

export const rbac = (kind: string, resource: string): fc.Arbitrary<Type> =>
  fc.constant({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    resource: `${resource}.rbac.authorization.k8s.io`,
  });
