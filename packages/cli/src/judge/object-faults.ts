import type { Rule } from '@k8s-backup-target/lint/explain';
import { nearest } from '@k8s-backup-target/schema/internal';
import {
  judgeMetadata,
  judgeStructure,
  type Members,
  type StructureFault,
  unreadableDurations,
  type VeleroKind,
} from '@k8s-backup-target/velero/objects';
import type { Stated } from './problem.js';

/** A fault of an object of Velero, and where in it. */
export interface ObjectFault extends Stated {
  readonly rule: Rule;
  /** A JSON Pointer into the object. */
  readonly path: string;
}

/** The faults of an object, and what is left of it once an API server has stored it. */
export interface ObjectFaults {
  readonly faults: readonly ObjectFault[];
  readonly stored: Members;
}

/**
 * What an API server refuses or drops of an object, and what keeps Velero from reading it or from making Backups
 * of it: all of these are errors.
 */
export function objectFaults(kind: VeleroKind, object: Members, release: string): ObjectFaults {
  const { faults, stored } = judgeStructure(kind, object, release);
  return {
    stored,
    faults: [
      ...faults.map(ofStructure),
      ...judgeMetadata(kind, stored).map(ofMetadata),
      ...unreadableDurations(kind, stored, release).map(ofDuration),
    ],
  };
}

function ofMetadata(fault: ReturnType<typeof judgeMetadata>[number]): ObjectFault {
  return { severity: 'error', ...fault, remedy: REMEDIES[fault.rule] };
}

const REMEDIES = {
  'object-name': 'write a name such as nightly-shop',
  'object-label': 'write letters, digits, "-", "_" and "." within, at most 63 of them',
  'schedule-name-long': 'make it again under a name of at most 63 characters',
} as const;

function ofStructure({ rule, path, message, known, belongsAt }: StructureFault): ObjectFault {
  const fault = { severity: 'error', rule, path, message } as const;
  if (rule !== 'unknown-field') return fault;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const meant = nearest(name, known);
  if (meant !== undefined)
    return {
      ...fault,
      message: `${message}; did you mean ${meant}?`,
      remedy: `write ${meant}, or remove it`,
    };
  return { ...fault, remedy: placeOf(name, known, belongsAt) };
}

function placeOf(name: string, known: readonly string[], belongsAt: string | null): string {
  if (known.includes('matchLabels')) return 'write labels below matchLabels';
  return belongsAt === null
    ? 'correct its spelling or remove it'
    : `write ${name} at ${belongsAt}, or remove it`;
}

function ofDuration(path: string): ObjectFault {
  return {
    severity: 'error',
    rule: 'duration-unreadable',
    path,
    message:
      'is not a duration that Velero can read, and keeps it from reading any other object of its kind',
    remedy: 'write hours, minutes and seconds, such as 720h0m0s',
  };
}
