import type { Issue } from '@k8s-backup-target/schema';
import { refuseIf } from './error.js';
import { refusals } from './lint/refusals.js';
import type { Target } from './target.js';
import { utf8 } from './utf8.js';

/** How much Kubernetes lets an object's annotations hold, less some for their keys and for others'. */
const MAX_IDENTITY_BYTES = 200_000;

/**
 * @throws VeleroError `invalid-target` for whatever every version of Velero refuses, and for what it
 * would read in another sense (a ttl of zero).
 */
export function refuseInvalidTarget(target: Target): void {
  const issues: Issue[] = refusals(target.spec).map(({ path, rule, message }) => ({
    path: `/spec${path}`,
    rule,
    message,
  }));
  refuseIf('invalid-target', issues);
}

/** @throws VeleroError `invalid-target` when the target's names are too long for an object's annotations. */
export function refuseLongIdentity({ app, relation_name, model }: Target): void {
  const { length } = utf8(app + relation_name + model);
  if (length <= MAX_IDENTITY_BYTES) return;
  refuseIf('invalid-target', [
    {
      path: '',
      rule: 'identity-size',
      message: `has names of ${length} bytes, more than the ${MAX_IDENTITY_BYTES} that an object can hold`,
    },
  ]);
}
