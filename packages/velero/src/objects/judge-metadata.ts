import { isDnsSubdomain, isLabelValue, isQualifiedName } from '@k8s-backup-target/lint/internal';
import { appendPointer } from '@k8s-backup-target/schema/internal';
import type { VeleroKind } from './generated/schemas.js';
import { isMembers, type Members } from './schema/structure.js';

/** The rule of a fault in an object's metadata. */
export type MetadataRule = 'object-name' | 'object-label' | 'schedule-name-long';

/** Something in the metadata for which an API server refuses an object, or a Backup that Velero makes of it. */
export interface MetadataFault {
  readonly rule: MetadataRule;
  /** A JSON Pointer into the object. */
  readonly path: string;
  /** The fault, as it follows the pointer to it; no period. */
  readonly message: string;
}

/** A label's value is no longer, and each Backup of a Schedule carries its name as one. */
const MAX_LABEL = 63;

/**
 * Judges the names and labels of an object: its own, and those of the Backups that a Schedule makes.
 *
 * @param object whose structure an API server takes.
 */
export function judgeMetadata(kind: VeleroKind, object: Members): readonly MetadataFault[] {
  const metadata = membersOf(object['metadata']);
  const template = membersOf(membersOf(object['spec'])['template']);
  return [
    ...nameFaults(kind, metadata),
    ...labelFaults(membersOf(metadata['labels']), '/metadata/labels'),
    ...annotationFaults(membersOf(metadata['annotations'])),
    ...labelFaults(
      membersOf(membersOf(template['metadata'])['labels']),
      '/spec/template/metadata/labels',
    ),
  ];
}

function nameFaults(kind: VeleroKind, { name, generateName }: Members): MetadataFault[] {
  const path = '/metadata/name';
  if (typeof name !== 'string' || name === '') {
    if (typeof generateName === 'string' && generateName !== '') return [];
    return [{ rule: 'object-name', path: '/metadata', message: 'lacks a name' }];
  }
  if (!isDnsSubdomain(name)) {
    const message =
      'is not a name that Kubernetes takes: lower-case letters, digits, "-" and ".", at most 253';
    return [{ rule: 'object-name', path, message }];
  }
  if (kind !== 'Schedule' || name.length <= MAX_LABEL) return [];
  const message = `has ${name.length} characters: each Backup of the Schedule carries it as a label, which holds at most ${MAX_LABEL}, so every Backup is refused`;
  return [{ rule: 'schedule-name-long', path, message }];
}

function labelFaults(labels: Members, path: string): MetadataFault[] {
  return Object.entries(labels).flatMap(([key, value]): MetadataFault[] => {
    const at = appendPointer(path, key);
    if (!isLabelKey(key)) return [labelFault(at, 'has a key that Kubernetes does not take')];
    if (typeof value !== 'string' || isLabelValue(value)) return [];
    return [labelFault(at, 'has a value that a label cannot have')];
  });
}

function annotationFaults(annotations: Members): MetadataFault[] {
  return Object.keys(annotations)
    .filter((key) => !isLabelKey(key.toLowerCase()))
    .map((key) =>
      labelFault(
        appendPointer('/metadata/annotations', key),
        'has a key that Kubernetes does not take',
      ),
    );
}

function labelFault(path: string, message: string): MetadataFault {
  return { rule: 'object-label', path, message };
}

/** An optional DNS subdomain and a slash, then a name of at most 63 characters. */
function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  return (
    isQualifiedName(key.slice(slash + 1)) && (slash === -1 || isDnsSubdomain(key.slice(0, slash)))
  );
}

function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {};
}
