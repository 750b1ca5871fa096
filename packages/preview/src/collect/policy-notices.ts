import type { Outcomes } from './outcome.js';
import type { Request } from './request.js';

const PATHS = ['/resourcePolicy'];

/** Velero logs an error for each kind of a policy for namespaces that it cannot resolve. */
export function notePolicy({ fine, hasUnknownPolicy }: Request, outcomes: Outcomes): void {
  if (hasUnknownPolicy) {
    outcomes.note({
      rule: 'policy-not-known',
      paths: PATHS,
      message: 'the inventory does not hold the policy: the Backup is judged without it',
      partlyFails: false,
    });
  }
  for (const kind of fine?.unknownKinds ?? []) {
    outcomes.note({
      rule: 'policy-kind-unknown',
      paths: PATHS,
      message: `the policy names the kind ${JSON.stringify(kind)}, which Velero cannot resolve`,
      partlyFails: true,
    });
  }
}
