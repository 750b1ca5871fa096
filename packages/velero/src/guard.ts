import { refusedByVelero } from '@k8s-backup-target/lint';
import { read } from '@k8s-backup-target/schema';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { refuseIf, VeleroError } from './error.js';
import { identitySizeNames } from './generated/conversion-templates.js';
import type { Target, WholeTarget } from './target.js';
import { utf8Length } from './utf8.js';

/** Kubernetes' limit for an object's annotations, less some room for their keys and for other annotations. */
const MAX_IDENTITY_BYTES = 200_000;

/**
 * The target with all its fields, if Velero takes it.
 *
 * @throws VeleroError `invalid-target` for what breaks the contract, for whatever every version of Velero
 * refuses, and for what it would read in another sense (a ttl of zero).
 */
export function acceptTarget(target: Target): WholeTarget {
  const checked = read.BackupTargetEntry.validate(target);
  if (!checked.ok) throw new VeleroError('invalid-target', checked.issues);
  refuseIf(
    'invalid-target',
    refusedByVelero(checked.value.spec).map((finding) => ({
      ...finding,
      path: `/spec${finding.path}`,
    })),
  );
  return checked.value;
}

/** @throws VeleroError `invalid-target` when the target's names are too long for an object's annotations. */
export function refuseLongIdentity({ app, relation_name, model }: WholeTarget): void {
  const length = utf8Length(app + relation_name + model);
  if (length <= MAX_IDENTITY_BYTES) return;
  refuseIf('invalid-target', [
    issueOf(identitySizeNames, '', {
      length: String(length),
      limit: String(MAX_IDENTITY_BYTES),
    }),
  ]);
}
