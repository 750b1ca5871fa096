import type { RecordKind } from '../archive/stored-files.js';
import { isFields } from '../input/fields.js';

/** What is wrong with a record that says nothing in Velero's words. */
export const ANOTHER_FORM = 'it does not have the form in which Velero writes it';

/** Tells whether a record has the form in which Velero writes it: what has another one is not read as empty. */
export function hasForm(kind: RecordKind, record: unknown): boolean {
  return FORMS[kind](record);
}

/** Go writes an empty list as `null`, too. */
function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return isNothing(value) || (Array.isArray(value) && value.every(isItem));
}

function isMap(value: unknown, isMember: (member: unknown) => boolean): boolean {
  return isNothing(value) || (isFields(value) && Object.values(value).every(isMember));
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function isTexts(value: unknown): boolean {
  return isList(value, (text) => typeof text === 'string');
}

/** Errors, or warnings. */
function isMessages(value: unknown): boolean {
  if (isNothing(value)) return true;
  if (!isFields(value)) return false;
  const { velero, cluster, namespaces } = value;
  return isTexts(velero) && isTexts(cluster) && isMap(namespaces, isTexts);
}

const FORMS: Readonly<Record<RecordKind, (record: unknown) => boolean>> = {
  tarball: () => true,
  backup: isFields,
  'resource-list': (record) => isMap(record, isTexts),
  results: (record) =>
    isFields(record) && isMessages(record['errors']) && isMessages(record['warnings']),
  volumeinfo: (record) => isList(record, isFields),
  podvolumebackups: (record) => isList(record, isFields),
};
