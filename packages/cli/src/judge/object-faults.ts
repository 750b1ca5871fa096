import type { Rule } from '@k8s-backup-target/lint/explain';
import { issueOf } from '@k8s-backup-target/schema/internal';
import {
  judgeMetadata,
  judgeStructure,
  type Members,
  unreadableDurations,
  type VeleroKind,
} from '@k8s-backup-target/velero/objects';
import { durationUnreadableField } from '../generated/cluster-templates.js';
import type { UnplacedFinding } from './input-finding.js';

/** A fault of an object of Velero, and where in it. */
export interface ObjectFinding extends UnplacedFinding {
  readonly rule: Rule;
  /** A JSON Pointer into the object. */
  readonly path: string;
}

/** The faults of an object, and what is left of it once an API server has stored it. */
export interface ObjectFaults {
  readonly faults: readonly ObjectFinding[];
  readonly stored: Members;
}

/**
 * What an API server refuses or drops of an object, and what keeps Velero from reading it or from making Backups
 * of it: all of these are errors.
 */
export function objectFaults(kind: VeleroKind, object: Members, release: string): ObjectFaults {
  const { faults, stored } = judgeStructure(kind, object, release);
  const found = [
    ...faults,
    ...judgeMetadata(kind, stored),
    ...unreadableDurations(kind, stored, release).map((path) =>
      issueOf(durationUnreadableField, path, {}),
    ),
  ];
  return {
    stored,
    faults: found.map(({ rule, path, message, remedy }) => ({
      severity: 'error',
      rule,
      path,
      message,
      remedy,
    })),
  };
}
