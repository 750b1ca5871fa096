import { policyKindUnknownKind, policyNotKnownPolicy } from '../generated/templates.js';
import type { Outcomes } from './outcome.js';
import type { Request } from './request.js';

const PATHS = ['/resourcePolicy'];

/** Velero logs an error for each kind of a policy for namespaces that it cannot resolve. */
export function notePolicy({ fine, hasUnknownPolicy }: Request, outcomes: Outcomes): void {
  if (hasUnknownPolicy) {
    outcomes.note(policyNotKnownPolicy, {}, { paths: PATHS, partlyFails: false });
  }
  for (const kind of fine?.unknownKinds ?? []) {
    outcomes.note(policyKindUnknownKind, { kind }, { paths: PATHS, partlyFails: true });
  }
}
