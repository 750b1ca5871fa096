import { MANAGED_BY_LABEL, managedByFor } from '@k8s-backup-target/velero';
import { metadataOf } from '../cluster/velero-objects.js';
import type { Facts } from '../facts/facts.js';
import { type Fields, textOf } from '../input/fields.js';

/** How an integrator labels what it makes: its application, and digits that identify its model. */
const BY_INTEGRATOR = /^(.+)\.[0-9a-f]{16}$/;

/**
 * True of a Schedule that an integrator made which is not among the given units: nothing is known of its
 * targets. Without the model's UUID two integrators of the same name cannot be told apart.
 */
export function isOfAnotherIntegrator(schedule: Fields, { units, models }: Facts): boolean {
  const owner = textOf(metadataOf(schedule).labels[MANAGED_BY_LABEL]) ?? '';
  if (!BY_INTEGRATOR.test(owner)) return false;
  const uuids = models.map(({ uuid }) => uuid).filter((uuid) => uuid !== '');
  if (uuids.length === 0) return !units.some(({ app }) => app.slice(0, 40) === appIn(owner));
  const ours = units.flatMap(({ app }) =>
    uuids.map((modelUuid) => managedByFor({ app, modelUuid })),
  );
  return !ours.includes(owner);
}

function appIn(label: string): string | undefined {
  return BY_INTEGRATOR.exec(label)?.[1];
}
