import {
  isDnsSubdomain,
  isLabelValue,
  isQualifiedName,
  MAX_LABEL,
} from '@k8s-backup-target/lint/internal';
import type { Issue } from '@k8s-backup-target/schema';
import { appendPointer, issueOf } from '@k8s-backup-target/schema/internal';
import type { ObjectRule } from './generated/object-rule.js';
import * as templates from './generated/object-templates.js';
import type { VeleroKind } from './generated/schemas.js';
import { isMembers, type Members } from './schema/structure.js';

/** The rule of a fault in an object's metadata. */
export type MetadataRule = Extract<
  ObjectRule,
  'object-name' | 'object-label' | 'schedule-name-long'
>;

/** Something in the metadata for which an API server refuses an object, or a Backup that Velero makes of it. */
export interface MetadataFault extends Issue<MetadataRule> {
  /** A JSON Pointer into the object. */
  readonly path: string;
}

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
    return [issueOf(templates.objectNameMissing, '/metadata', {})];
  }
  if (!isDnsSubdomain(name)) return [issueOf(templates.objectNameName, path, {})];
  if (kind !== 'Schedule' || name.length <= MAX_LABEL) return [];
  const values = { count: String(name.length), limit: String(MAX_LABEL) };
  return [issueOf(templates.scheduleNameLongName, path, values)];
}

function labelFaults(labels: Members, path: string): MetadataFault[] {
  return Object.entries(labels).flatMap(([key, value]): MetadataFault[] => {
    const at = appendPointer(path, key);
    if (!isLabelKey(key)) return [issueOf(templates.objectLabelKey, at, {})];
    if (typeof value !== 'string' || isLabelValue(value)) return [];
    return [issueOf(templates.objectLabelValue, at, {})];
  });
}

function annotationFaults(annotations: Members): MetadataFault[] {
  return Object.keys(annotations)
    .filter((key) => !isLabelKey(key.toLowerCase()))
    .map((key) =>
      issueOf(templates.objectLabelKey, appendPointer('/metadata/annotations', key), {}),
    );
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
